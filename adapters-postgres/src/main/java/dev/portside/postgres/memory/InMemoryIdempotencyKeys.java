package dev.portside.postgres.memory;

import dev.portside.domain.shared.Idempotency;
import dev.portside.domain.shared.MemoryBudget;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;

/**
 * Idempotency keys and what their first request led to, for {@link Idempotency#TTL}. Not thread-safe: the lock of the
 * binding that owns it guards it together with the effect, so that both appear at once.
 *
 * <p>The binding reserves {@link #weight} in the memory budget together with the effect's own, before it makes either;
 * the keys give it back when they expire.
 */
final class InMemoryIdempotencyKeys<R> {
    /** What is known about a request's key. */
    sealed interface Seen<R> {
        record Never<R>() implements Seen<R> {}

        /** The same request came before and led to {@code result}. */
        record Before<R>(R result) implements Seen<R> {}

        record WithAnotherBody<R>() implements Seen<R> {}
    }

    private record Slot(String scope, String key) {}

    private record Known<R>(Idempotency idempotency, R result, Instant until) {}

    /** Counted: the entry, its values and their texts, a fingerprint of 64 characters and a result of an id's size. */
    private static final int OVERHEAD_BYTES = 400;

    private final LinkedHashMap<Slot, Known<R>> known = new LinkedHashMap<>();
    private final InstantSource clock;
    private final MemoryBudget memory;

    InMemoryIdempotencyKeys(InstantSource clock, MemoryBudget memory) {
        this.clock = clock;
        this.memory = memory;
    }

    /** Bytes that remembering the key takes. */
    static long weight(Idempotency idempotency) {
        return OVERHEAD_BYTES
                + 2L * (idempotency.scope().length() + idempotency.key().length());
    }

    Seen<R> seen(Idempotency idempotency) {
        forgetExpired();
        Known<R> before = known.get(slot(idempotency));
        if (before == null) {
            return new Seen.Never<>();
        }
        return before.idempotency.fingerprint().equals(idempotency.fingerprint())
                ? new Seen.Before<>(before.result)
                : new Seen.WithAnotherBody<>();
    }

    /** Keeps the result of a key that was never seen. */
    void remember(Idempotency idempotency, R result) {
        known.put(
                slot(idempotency),
                new Known<>(idempotency, result, clock.instant().plus(Idempotency.TTL)));
    }

    /** All keys live equally long, so the order in which they came is the order in which they expire. */
    void forgetExpired() {
        Instant now = clock.instant();
        while (!known.isEmpty() && !known.firstEntry().getValue().until.isAfter(now)) {
            memory.release(weight(known.pollFirstEntry().getValue().idempotency));
        }
    }

    private static Slot slot(Idempotency idempotency) {
        return new Slot(idempotency.scope(), idempotency.key());
    }
}
