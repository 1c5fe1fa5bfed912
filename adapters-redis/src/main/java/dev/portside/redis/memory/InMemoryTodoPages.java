package dev.portside.redis.memory;

import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.todos.TodoPage;
import dev.portside.domain.todos.TodoPages;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;

/** Pages of todos kept near, and loaded from where they are stored. */
public final class InMemoryTodoPages implements TodoPages {
    private final NearPages<TodoPage> near;
    private final LongAdder loads = new LongAdder();

    /**
     * @param load makes the page of so many todos from what is stored now
     * @param ageMax how long a page is shown at most
     */
    public InMemoryTodoPages(IntFunction<TodoPage> load, Duration ageMax, MemoryBudget memory) {
        this.near = new NearPages<>(
                (limit, _) -> {
                    loads.increment();
                    return load.apply(limit);
                },
                ageMax,
                TodoPage::weight,
                memory);
    }

    @Override
    public TodoPage page(int limit) {
        return near.get(limit);
    }

    @Override
    public void changed() {
        near.changed();
    }

    @Override
    public long loads() {
        return loads.sum();
    }
}
