package dev.portside.postgres.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.log.BatchResult;
import dev.portside.domain.log.LogOutcome;
import dev.portside.domain.log.LogPlace;
import dev.portside.domain.log.LogStream;
import dev.portside.domain.log.Received;
import dev.portside.domain.log.StreamPosition;
import dev.portside.domain.log.StreamProgress;
import dev.portside.domain.log.StreamProgressContract;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class InMemoryStreamProgressTest extends StreamProgressContract {
    private final MemoryBudget memory = new MemoryBudget(1 << 20);
    private final DeadLetters deadLetters = new InMemoryDeadLetters(memory);
    private final InMemoryStreamProgress progress = new InMemoryStreamProgress(deadLetters, new MovableClock(), memory);

    @Override
    protected StreamProgress progress() {
        return progress;
    }

    @Override
    protected DeadLetters deadLetters() {
        return deadLetters;
    }

    @Override
    protected BatchResult apply(
            List<Received<String>> batch,
            StreamPosition position,
            Function<List<Received<String>>, List<LogOutcome>> effects) {
        return progress.apply(batch, position, effects);
    }

    @Test
    void tellsNoTimeThatItHasForgotten() {
        LogStream stream = new LogStream("group", "topic");
        MovableClock clock = new MovableClock();
        InMemoryStreamProgress many = new InMemoryStreamProgress(deadLetters, clock, memory);
        for (int i = 0; i < 20_000; i++) {
            clock.advance(Duration.ofMillis(1));
            many.<String>apply(List.of(), new StreamPosition(stream, 0, i, i + 1), _ -> List.of());
        }
        assertThat(finishedAt(many, stream, 19_999)).contains(clock.instant());
        assertThat(finishedAt(many, stream, 10_001)).contains(clock.instant().minusMillis(9_998));
        assertThat(finishedAt(many, stream, 5_000)).isEmpty();
    }

    private static Optional<Instant> finishedAt(InMemoryStreamProgress progress, LogStream stream, long offset) {
        return progress.find(stream, new LogPlace(0, offset, Instant.EPOCH))
                .orElseThrow()
                .finishedAt();
    }
}
