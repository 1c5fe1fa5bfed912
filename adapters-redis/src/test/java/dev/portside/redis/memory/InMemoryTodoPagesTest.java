package dev.portside.redis.memory;

import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.todos.TodoPage;
import dev.portside.domain.todos.TodoPages;
import dev.portside.domain.todos.TodoPagesContract;
import java.time.Duration;
import java.util.function.IntFunction;

class InMemoryTodoPagesTest extends TodoPagesContract {
    @Override
    protected TodoPages pages(IntFunction<TodoPage> load) {
        return new InMemoryTodoPages(load, Duration.ofMinutes(5), new MemoryBudget(1 << 20));
    }
}
