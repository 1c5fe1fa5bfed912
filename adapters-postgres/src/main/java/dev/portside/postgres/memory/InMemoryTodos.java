package dev.portside.postgres.memory;

import dev.portside.domain.log.BatchResult;
import dev.portside.domain.log.LogOutcome;
import dev.portside.domain.log.Received;
import dev.portside.domain.log.StreamPosition;
import dev.portside.domain.shared.Idempotency;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.todos.Change;
import dev.portside.domain.todos.Todo;
import dev.portside.domain.todos.TodoCommand;
import dev.portside.domain.todos.TodoId;
import dev.portside.domain.todos.TodoPosition;
import dev.portside.domain.todos.Todos;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Todos in memory, by id and by position. Reads take no lock. The memory bound is kept at the log's door, so that an
 * accepted command always finds room.
 */
public final class InMemoryTodos implements Todos {
    private static final int OVERHEAD_BYTES = 400;

    private final Map<TodoId, Todo> todos = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<TodoPosition, Todo> newestFirst = new ConcurrentSkipListMap<>();
    private final AtomicLong revision = new AtomicLong();
    private final InMemoryStreamProgress progress;
    private final InMemoryIdempotencyKeys<TodoId> keys;
    private final MemoryBudget memory;

    public InMemoryTodos(InMemoryStreamProgress progress, InstantSource clock, MemoryBudget memory) {
        this.progress = progress;
        this.keys = new InMemoryIdempotencyKeys<>(clock, memory);
        this.memory = memory;
    }

    @Override
    public Optional<Todo> find(TodoId id) {
        return Optional.ofNullable(todos.get(id));
    }

    @Override
    public List<Todo> page(Optional<TodoPosition> after, int limit) {
        Collection<Todo> following = after.map(
                        position -> newestFirst.tailMap(position, false).values())
                .orElseGet(newestFirst::values);
        return following.stream().limit(limit).toList();
    }

    @Override
    public long revision() {
        return revision.get();
    }

    @Override
    public BatchResult apply(List<Received<TodoCommand>> batch, StreamPosition position) {
        return progress.apply(batch, position, entries -> {
            List<LogOutcome> outcomes = entries.stream().map(this::applyOnce).toList();
            revision.incrementAndGet();
            return outcomes;
        });
    }

    /** Under the lock of the progress, which guards the keys as well. */
    private LogOutcome applyOnce(Received<TodoCommand> entry) {
        if (!(entry.value() instanceof TodoCommand.Create create)
                || create.fingerprint().isEmpty()) {
            return change(entry);
        }
        Idempotency key =
                new Idempotency("", create.id().text(), create.fingerprint().get());
        return switch (keys.seen(key)) {
            case InMemoryIdempotencyKeys.Seen.Never<TodoId> _ -> {
                memory.occupy(InMemoryIdempotencyKeys.weight(key));
                keys.remember(key, create.id());
                yield change(entry);
            }
            case InMemoryIdempotencyKeys.Seen.Before<TodoId> _ -> new LogOutcome.Applied();
            case InMemoryIdempotencyKeys.Seen.WithAnotherBody<TodoId> _ ->
                new LogOutcome.Rejected("this idempotency key came before with another body");
        };
    }

    private LogOutcome change(Received<TodoCommand> entry) {
        TodoCommand command = entry.value();
        Optional<Todo> before = find(command.id());
        return switch (Change.of(command, before, entry.origin().acceptedAt())) {
            case Change.Stored(Todo todo) -> {
                memory.occupy(weight(todo));
                before.ifPresent(replaced -> memory.release(weight(replaced)));
                todos.put(todo.id(), todo);
                newestFirst.put(todo.position(), todo);
                yield new LogOutcome.Applied();
            }
            case Change.Removed(Todo todo) -> {
                todos.remove(todo.id());
                newestFirst.remove(todo.position());
                memory.release(weight(todo));
                yield new LogOutcome.Applied();
            }
            case Change.Refused(String reason) -> new LogOutcome.Rejected(reason);
        };
    }

    private static long weight(Todo todo) {
        return OVERHEAD_BYTES + 2L * todo.title().value().length();
    }
}
