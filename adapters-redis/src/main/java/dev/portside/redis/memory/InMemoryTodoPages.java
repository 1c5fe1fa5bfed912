package dev.portside.redis.memory;

import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.Unavailable;
import dev.portside.domain.todos.TodoPage;
import dev.portside.domain.todos.TodoPages;
import dev.portside.domain.todos.Todos;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;

/** Pages of todos kept near, and loaded from where they are stored. */
public final class InMemoryTodoPages implements TodoPages {
    private static final Duration JOIN_MAX = Duration.ofSeconds(5);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final long BYTES_MAX = 16L << 20;
    private static final int OVERHEAD_BYTES = 300;

    private final NearCache<TodoPage> near;
    private final IntFunction<TodoPage> load;
    private final LongAdder loads = new LongAdder();

    /**
     * @param load makes the page of so many todos from what is stored now
     * @param ageMax how long a page is shown at most
     */
    public InMemoryTodoPages(IntFunction<TodoPage> load, Duration ageMax, MemoryBudget memory) {
        this.load = load;
        this.near = new NearCache<>(
                Todos.PAGE_SIZE_MAX + 1,
                ageMax,
                BYTES_MAX,
                page -> OVERHEAD_BYTES + page.json().length,
                memory,
                System::nanoTime);
    }

    @Override
    public TodoPage page(int limit) {
        TodoPage fresh = near.fresh(limit);
        if (fresh != null) {
            return fresh;
        }
        return switch (near.enter(limit)) {
            case NearCache.Found.Hit<TodoPage> hit -> hit.value();
            case NearCache.Found.Join<TodoPage> join -> join(join.fill());
            case NearCache.Found.Owe<TodoPage> owe -> load(limit, owe.fill());
        };
    }

    private TodoPage load(int limit, NearCache.Fill<TodoPage> fill) {
        loads.increment();
        try {
            TodoPage page = load.apply(limit);
            near.publish(fill, page);
            return page;
        } catch (RuntimeException | Error e) {
            Optional<TodoPage> before = near.abandon(fill, e);
            if (before.isPresent()) {
                return before.get();
            }
            throw e;
        }
    }

    private static TodoPage join(NearCache.Fill<TodoPage> fill) {
        try {
            return fill.result().get(JOIN_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Unavailable unavailable) {
                throw unavailable;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException _) {
            throw new Unavailable("the todos take too long to load", RETRY_AFTER);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Unavailable("the service is stopping", RETRY_AFTER);
        }
    }

    @Override
    public void changed() {
        near.invalidate();
    }

    /** How often a page was loaded, since the start. */
    public long loads() {
        return loads.sum();
    }
}
