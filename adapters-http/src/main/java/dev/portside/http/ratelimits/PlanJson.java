package dev.portside.http.ratelimits;

import dev.portside.application.json.Json;
import dev.portside.application.json.JsonFields;
import dev.portside.domain.ratelimits.Algorithm;
import dev.portside.domain.ratelimits.Gcra;
import dev.portside.domain.ratelimits.OnFailure;
import dev.portside.domain.ratelimits.Plan;
import dev.portside.domain.ratelimits.Refill;
import dev.portside.domain.ratelimits.SlidingWindow;
import dev.portside.domain.ratelimits.Terms;
import dev.portside.domain.ratelimits.TokenBucket;
import dev.portside.domain.shared.Invalid;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plans in JSON. A refill is said as {@code refill_per_second}, or exactly for any rate as {@code refill_tokens} per
 * {@code refill_period_ms}; it is told in the latter form, so that what was read can be sent back.
 */
final class PlanJson {
    private static final long MILLI_MICROS = 1_000;
    private static final long MILLIS_MAX = 1_000_000_000_000L;

    private PlanJson() {}

    /** @param onFailure when the plan does not say */
    static Terms terms(JsonFields in, OnFailure onFailure) {
        Supplier<Optional<Algorithm.Kind>> kind = in.optionalText("algorithm", word(Algorithm.Kind.class));
        Supplier<Long> capacity = in.whole("capacity", 1, Algorithm.CAPACITY_MAX);
        Supplier<Refill> refill = refill(in);
        Supplier<Optional<Long>> windowMillis = in.optional("window_ms", name -> in.whole(name, 1, MILLIS_MAX));
        Supplier<Optional<OnFailure>> failure = in.optionalText("on_failure", word(OnFailure.class));
        return in.build(() -> {
            Algorithm algorithm = switch (kind.get().orElse(Algorithm.Kind.TOKEN_BUCKET)) {
                case TOKEN_BUCKET -> new TokenBucket(capacity.get(), refill.get());
                case GCRA -> Gcra.of(capacity.get(), refill.get());
                case SLIDING_WINDOW ->
                    new SlidingWindow(
                            capacity.get(),
                            MILLI_MICROS
                                    * windowMillis
                                            .get()
                                            .orElseThrow(() -> new Invalid("sliding_window needs window_ms")));
            };
            return new Terms(algorithm, failure.get().orElse(onFailure));
        });
    }

    private static Supplier<Refill> refill(JsonFields in) {
        Supplier<Optional<Refill>> perSecond =
                in.optional("refill_per_second", name -> in.decimal(name, Refill::perSecond));
        Supplier<Optional<Long>> tokens =
                in.optional("refill_tokens", name -> in.whole(name, 1, Algorithm.CAPACITY_MAX));
        Supplier<Optional<Long>> periodMillis = in.optional("refill_period_ms", name -> in.whole(name, 1, MILLIS_MAX));
        return () -> {
            boolean pair = tokens.get().isPresent() && periodMillis.get().isPresent();
            boolean either = tokens.get().isPresent() || periodMillis.get().isPresent();
            if (perSecond.get().isPresent() == pair || either != pair) {
                throw new Invalid("needs either refill_per_second, or refill_tokens and refill_period_ms");
            }
            return perSecond
                    .get()
                    .orElseGet(() -> new Refill(
                            tokens.get().orElseThrow(),
                            MILLI_MICROS * periodMillis.get().orElseThrow()));
        };
    }

    static ObjectNode node(Plan plan) {
        Algorithm algorithm = plan.terms().algorithm();
        ObjectNode node = Json.object()
                .put("prefix", plan.prefix().value())
                .put("algorithm", word(algorithm.kind()))
                .put("capacity", algorithm.capacity());
        switch (algorithm) {
            case TokenBucket bucket -> put(node, bucket.refill());
            case Gcra gcra -> put(node, new Refill(1, gcra.intervalMicros()));
            case SlidingWindow window -> node.put("window_ms", window.windowMicros() / MILLI_MICROS);
        }
        return node.put("on_failure", word(plan.terms().onFailure()));
    }

    /** As many periods as make whole milliseconds. */
    private static void put(ObjectNode node, Refill refill) {
        long common = BigInteger.valueOf(refill.periodMicros())
                .gcd(BigInteger.valueOf(MILLI_MICROS))
                .longValueExact();
        long periods = MILLI_MICROS / common;
        node.put("refill_tokens", refill.tokens() * periods)
                .put("refill_period_ms", refill.periodMicros() * periods / MILLI_MICROS);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static <E extends Enum<E>> Function<String, E> word(Class<E> type) {
        return text -> Arrays.stream(type.getEnumConstants())
                .filter(constant -> word(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> new Invalid("must be "
                        + Arrays.stream(type.getEnumConstants())
                                .map(PlanJson::word)
                                .collect(Collectors.joining(" or "))));
    }
}
