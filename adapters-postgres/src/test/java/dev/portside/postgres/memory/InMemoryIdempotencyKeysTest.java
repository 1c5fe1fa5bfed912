package dev.portside.postgres.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.shared.Idempotency;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.MovableClock;
import dev.portside.postgres.memory.InMemoryIdempotencyKeys.Seen;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InMemoryIdempotencyKeysTest {
    private static final Idempotency FIRST = new Idempotency("me POST /insert", "key", "body");

    private final MovableClock clock = new MovableClock();
    private final MemoryBudget memory = new MemoryBudget(1 << 20);
    private final InMemoryIdempotencyKeys<String> keys = new InMemoryIdempotencyKeys<>(clock, memory);

    @Test
    void tellsARepeatFromAnotherBodyUnderTheSameKey() {
        assertThat(keys.seen(FIRST)).isEqualTo(new Seen.Never<String>());
        keys.remember(FIRST, "result");
        assertThat(keys.seen(FIRST)).isEqualTo(new Seen.Before<>("result"));
        assertThat(keys.seen(new Idempotency("me POST /insert", "key", "other")))
                .isEqualTo(new Seen.WithAnotherBody<String>());
    }

    @Test
    void keepsScopesApart() {
        keys.remember(FIRST, "result");
        assertThat(keys.seen(new Idempotency("you POST /insert", "key", "body")))
                .isEqualTo(new Seen.Never<String>());
        keys.remember(new Idempotency("a", "b\nc", "body"), "result");
        assertThat(keys.seen(new Idempotency("a\nb", "c", "body"))).isEqualTo(new Seen.Never<String>());
    }

    @Test
    void forgetsAKeyAfterItsTimeAndGivesItsMemoryBack() {
        memory.reserve(InMemoryIdempotencyKeys.weight(FIRST));
        keys.remember(FIRST, "result");
        clock.advance(Idempotency.TTL.minusNanos(1));
        assertThat(keys.seen(FIRST)).isEqualTo(new Seen.Before<>("result"));
        clock.advance(Duration.ofNanos(1));
        assertThat(keys.seen(FIRST)).isEqualTo(new Seen.Never<String>());
        assertThat(memory.bytesUsed()).isZero();
    }
}
