package dev.portside.application.todos;

import dev.portside.domain.log.BatchResult;
import dev.portside.domain.log.LogEffects;
import dev.portside.domain.log.Received;
import dev.portside.domain.log.StreamPosition;
import dev.portside.domain.todos.TodoCommand;
import dev.portside.domain.todos.TodoPages;
import dev.portside.domain.todos.Todos;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Applies commands and has the pages forget what was before. */
public final class ApplyTodoCommands implements LogEffects<TodoCommand> {
    private final Todos todos;
    private final TodoPages pages;
    private final AtomicInteger underWay = new AtomicInteger();

    public ApplyTodoCommands(Todos todos, TodoPages pages) {
        this.todos = todos;
        this.pages = pages;
    }

    @Override
    public BatchResult apply(List<Received<TodoCommand>> batch, StreamPosition position) {
        underWay.incrementAndGet();
        try {
            return todos.apply(batch, position);
        } finally {
            // Also after a failure, which may have come after the commit.
            pages.changed();
            underWay.decrementAndGet();
        }
    }

    /** When this returns, the pages show everything that was stored before the call. */
    void show() {
        // Whoever is no longer under way has told the pages already.
        if (underWay.get() > 0) {
            pages.changed();
        }
    }
}
