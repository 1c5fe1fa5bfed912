package dev.portside.postgres.memory;

import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.deadletters.DeadLettersContract;
import dev.portside.domain.shared.MemoryBudget;

class InMemoryDeadLettersTest extends DeadLettersContract {
    @Override
    protected DeadLetters deadLetters() {
        return new InMemoryDeadLetters(new MemoryBudget(1 << 20));
    }
}
