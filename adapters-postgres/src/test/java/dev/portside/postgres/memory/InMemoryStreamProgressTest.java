package dev.portside.postgres.memory;

import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.log.BatchResult;
import dev.portside.domain.log.LogOutcome;
import dev.portside.domain.log.Received;
import dev.portside.domain.log.StreamPosition;
import dev.portside.domain.log.StreamProgress;
import dev.portside.domain.log.StreamProgressContract;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.MovableClock;
import java.util.List;
import java.util.function.Function;

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
}
