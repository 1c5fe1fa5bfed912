package dev.portside.postgres.memory;

import dev.portside.domain.log.StreamProgress;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.MovableClock;
import dev.portside.domain.todos.Todos;
import dev.portside.domain.todos.TodosContract;
import java.time.Duration;

class InMemoryTodosTest extends TodosContract {
    private final MovableClock clock = new MovableClock();
    private final MemoryBudget memory = new MemoryBudget(1 << 20);
    private final InMemoryStreamProgress progress =
            new InMemoryStreamProgress(new InMemoryDeadLetters(memory), clock, memory);
    private final Todos todos = new InMemoryTodos(progress, clock, memory);

    @Override
    protected Todos todos() {
        return todos;
    }

    @Override
    protected StreamProgress progress() {
        return progress;
    }

    @Override
    protected void pass(Duration time) {
        clock.advance(time);
    }
}
