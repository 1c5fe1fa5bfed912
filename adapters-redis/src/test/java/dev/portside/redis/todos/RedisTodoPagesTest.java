package dev.portside.redis.todos;

import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.todos.TodoPage;
import dev.portside.domain.todos.TodoPages;
import dev.portside.domain.todos.TodoPagesContract;
import dev.portside.redis.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;

/** The contract, with a revision that grows with each change. */
class RedisTodoPagesTest extends TodoPagesContract {
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @Override
    protected TodoPages pages(IntFunction<TodoPage> load) {
        AtomicLong revision = new AtomicLong();
        RedisTodoPages pages = new RedisTodoPages(
                SharedPages.on(TestRedis.shared(), TestRedis.freshPrefix(), Duration.ofMinutes(1)),
                revision::get,
                _ -> false,
                load,
                Duration.ofMinutes(1),
                new MemoryBudget(1 << 20));
        opened.add(pages);
        return new TodoPages() {
            @Override
            public TodoPage page(int limit) {
                return pages.page(limit);
            }

            @Override
            public void changed() {
                revision.incrementAndGet();
                pages.changed();
            }

            @Override
            public long loads() {
                return pages.loads();
            }
        };
    }
}
