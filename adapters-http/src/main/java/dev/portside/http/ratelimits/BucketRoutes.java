package dev.portside.http.ratelimits;

import dev.portside.application.json.JsonFields;
import dev.portside.domain.ratelimits.Algorithm;
import dev.portside.domain.ratelimits.LimitKey;
import dev.portside.domain.ratelimits.LimitRequest;
import dev.portside.domain.ratelimits.RateLimits;
import dev.portside.domain.shared.Invalid;
import dev.portside.http.Answer;
import dev.portside.http.Call;
import dev.portside.http.Route;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /api/bucket/check}, {@code consume}, {@code reset}, {@code bulk-consume}. */
public final class BucketRoutes {
    private static final int DIGITS_MAX = Long.toString(Algorithm.CAPACITY_MAX).length();

    private final RateLimits limits;

    public BucketRoutes(RateLimits limits) {
        this.limits = limits;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/bucket/check", this::check),
                Route.post("/api/bucket/consume", this::consume),
                Route.post("/api/bucket/reset", this::reset),
                Route.post("/api/bucket/bulk-consume", this::bulkConsume));
    }

    private Answer check(Call call) {
        LimitRequest request = request(call);
        return LimitAnswers.checked(request, limits.check(request));
    }

    private Answer consume(Call call) {
        LimitRequest request = request(call);
        return LimitAnswers.consumed(request, limits.consume(request));
    }

    private Answer reset(Call call) {
        Optional<LimitKey> asked = call.query("key", LimitKey::new);
        LimitKey key = asked.isPresent() || !call.hasBody()
                ? asked.orElseGet(() -> call.requiredQuery("key", LimitKey::new))
                : key(call.json());
        return LimitAnswers.reset(key, limits.reset(key));
    }

    private static LimitKey key(JsonFields in) {
        Supplier<LimitKey> key = in.text("key", LimitKey::new);
        return in.build(key);
    }

    private Answer bulkConsume(Call call) {
        BulkJson bulk = BulkJson.read(call.json());
        return LimitAnswers.bulk(bulk.requests(), limits.consume(bulk.requests(), bulk.mode()));
    }

    private static LimitRequest request(Call call) {
        LimitKey key = call.requiredQuery("key", LimitKey::new);
        return call.query("tokens", tokens -> new LimitRequest(key, whole(tokens)))
                .orElseGet(() -> new LimitRequest(key, 1));
    }

    private static long whole(String text) {
        if (!text.matches("[0-9]{1," + DIGITS_MAX + "}")) {
            throw new Invalid("must be a whole number from 1 to " + Algorithm.CAPACITY_MAX);
        }
        return Long.parseLong(text);
    }
}
