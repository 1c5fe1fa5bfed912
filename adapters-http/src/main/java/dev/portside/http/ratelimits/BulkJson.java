package dev.portside.http.ratelimits;

import dev.portside.application.json.JsonFields;
import dev.portside.domain.ratelimits.Algorithm;
import dev.portside.domain.ratelimits.Bulk;
import dev.portside.domain.ratelimits.LimitKey;
import dev.portside.domain.ratelimits.LimitRequest;
import dev.portside.domain.shared.Invalid;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** The body of a bulk: {@code {"requests":[{"key","tokens"}],"mode"}}. */
record BulkJson(List<LimitRequest> requests, Bulk.Mode mode) {
    /** One token each when {@code tokens} is absent; all or nothing when {@code mode} is. */
    static BulkJson read(JsonFields in) {
        Supplier<List<LimitRequest>> requests = in.objects("requests", 1, Bulk.REQUESTS_MAX, BulkJson::request);
        Supplier<Optional<Bulk.Mode>> mode = in.optionalText("mode", BulkJson::mode);
        return in.build(() -> new BulkJson(requests.get(), mode.get().orElse(Bulk.Mode.ALL_OR_NOTHING)));
    }

    private static LimitRequest request(JsonFields in) {
        Supplier<LimitKey> key = in.text("key", LimitKey::new);
        Supplier<Optional<Long>> tokens = in.optional("tokens", name -> in.whole(name, 1, Algorithm.CAPACITY_MAX));
        return in.build(() -> new LimitRequest(key.get(), tokens.get().orElse(1L)));
    }

    static String word(Bulk.Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Bulk.Mode mode(String word) {
        return Arrays.stream(Bulk.Mode.values())
                .filter(mode -> word(mode).equals(word))
                .findFirst()
                .orElseThrow(() -> new Invalid("must be all-or-nothing or independent"));
    }
}
