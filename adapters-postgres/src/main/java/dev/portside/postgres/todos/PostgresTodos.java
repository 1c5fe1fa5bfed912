package dev.portside.postgres.todos;

import dev.portside.domain.log.BatchResult;
import dev.portside.domain.log.LogOutcome;
import dev.portside.domain.log.LogStream;
import dev.portside.domain.log.Received;
import dev.portside.domain.log.StreamPosition;
import dev.portside.domain.shared.Idempotency;
import dev.portside.domain.todos.Change;
import dev.portside.domain.todos.Title;
import dev.portside.domain.todos.Todo;
import dev.portside.domain.todos.TodoCommand;
import dev.portside.domain.todos.TodoId;
import dev.portside.domain.todos.TodoPosition;
import dev.portside.domain.todos.Todos;
import dev.portside.postgres.Database;
import dev.portside.postgres.IdempotencyKeys;
import dev.portside.postgres.Rows;
import dev.portside.postgres.log.BatchKeys;
import dev.portside.postgres.log.PostgresStreamProgress;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Todos in PostgreSQL. A batch locks its todos with one statement, in the order of their ids, goes through its commands here,
 * and stores what has become of each todo with one statement more, two when some are gone.
 */
public final class PostgresTodos implements Todos {
    private static final LogOutcome APPLIED = new LogOutcome.Applied();

    private static final String TODO = "SELECT id, title, completed, version, created_at, updated_at FROM todos ";

    private static final String FIND = TODO + "WHERE id = CAST(? AS uuid)";

    private static final String NEWEST_FIRST = "ORDER BY created_at DESC, id DESC LIMIT ?";

    static final String AFTER =
            TODO + "WHERE (created_at, id) < (CAST(? AS timestamptz), CAST(? AS uuid)) " + NEWEST_FIRST;

    private static final String LOCK = TODO + "WHERE id = ANY (CAST(? AS uuid[])) ORDER BY id FOR UPDATE";

    private static final String STORE = """
            INSERT INTO todos (id, title, completed, version, created_at, updated_at)
            SELECT id, title, completed, version, timestamptz 'epoch' + created_micros * interval '1 microsecond',
                timestamptz 'epoch' + updated_micros * interval '1 microsecond'
            FROM unnest(CAST(? AS uuid[]), CAST(? AS text[]), CAST(? AS boolean[]), CAST(? AS bigint[]),
                    CAST(? AS bigint[]), CAST(? AS bigint[]))
                AS todo (id, title, completed, version, created_micros, updated_micros)
            ORDER BY id
            ON CONFLICT (id) DO UPDATE SET title = excluded.title, completed = excluded.completed,
                version = excluded.version, created_at = excluded.created_at, updated_at = excluded.updated_at""";

    private static final String DELETE = "DELETE FROM todos WHERE id = ANY (CAST(? AS uuid[]))";

    private final Database database;
    private final PostgresStreamProgress progress;
    private final LogStream stream;
    private final IdempotencyKeys keys;

    /** @param stream where the commands come from */
    public PostgresTodos(Database main, PostgresStreamProgress progress, LogStream stream, InstantSource clock) {
        this.database = main;
        this.progress = progress;
        this.stream = stream;
        this.keys = new IdempotencyKeys("todo_keys", "todo", clock);
    }

    @Override
    public Optional<Todo> find(TodoId id) {
        return database.execute(db -> db.get(FIND, id.text()).map(PostgresTodos::todo));
    }

    @Override
    public List<Todo> page(Optional<TodoPosition> after, int limit) {
        return database.execute(db -> after.map(position -> db.query(
                        AFTER,
                        Rows.timestamp(position.createdAt()),
                        position.id().text(),
                        limit))
                .orElseGet(() -> db.query(TODO + NEWEST_FIRST, limit))
                .map(PostgresTodos::todo)
                .toList());
    }

    private static Todo todo(DbRow row) {
        return new Todo(
                new TodoId(UUID.fromString(Rows.text(row, 1))),
                new Title(Rows.text(row, 2)),
                Rows.flag(row, 3),
                Rows.whole(row, 4),
                Rows.instant(row, 5),
                Rows.instant(row, 6));
    }

    @Override
    public long revision() {
        return progress.total(stream);
    }

    @Override
    public BatchResult apply(List<Received<TodoCommand>> batch, StreamPosition position) {
        return progress.apply(batch, position, this::applyAll);
    }

    private List<LogOutcome> applyAll(DbExecute db, List<Received<TodoCommand>> entries) {
        BatchKeys used = BatchKeys.lock(
                keys, db, entries.stream().flatMap(entry -> key(entry).stream()).toList());
        Map<TodoId, Todo> before = lock(db, entries);
        Map<TodoId, Todo> after = new HashMap<>(before);
        List<LogOutcome> outcomes = new ArrayList<>();
        for (Received<TodoCommand> entry : entries) {
            outcomes.add(used.repeated(key(entry), entry.value().id().text()).orElseGet(() -> change(entry, after)));
        }
        used.remember();
        store(
                db,
                after.values().stream()
                        .filter(todo -> !todo.equals(before.get(todo.id())))
                        .toList());
        delete(db, before.keySet().stream().filter(id -> !after.containsKey(id)).toList());
        return outcomes;
    }

    private static Optional<Idempotency> key(Received<TodoCommand> entry) {
        return entry.value() instanceof TodoCommand.Create create
                ? create.fingerprint()
                        .map(fingerprint -> new Idempotency("", create.id().text(), fingerprint))
                : Optional.empty();
    }

    private static Map<TodoId, Todo> lock(DbExecute db, List<Received<TodoCommand>> entries) {
        List<TodoId> ids =
                entries.stream().map(entry -> entry.value().id()).distinct().toList();
        Map<TodoId, Todo> todos = new HashMap<>();
        db.createQuery(LOCK)
                .addParam((Object) Rows.texts(ids, TodoId::text))
                .execute()
                .map(PostgresTodos::todo)
                .forEach(todo -> todos.put(todo.id(), todo));
        return todos;
    }

    private static LogOutcome change(Received<TodoCommand> entry, Map<TodoId, Todo> todos) {
        TodoCommand command = entry.value();
        Optional<Todo> before = Optional.ofNullable(todos.get(command.id()));
        return switch (Change.of(command, before, entry.origin().acceptedAt())) {
            case Change.Stored(Todo todo) -> {
                todos.put(todo.id(), todo);
                yield APPLIED;
            }
            case Change.Removed(Todo todo) -> {
                todos.remove(todo.id());
                yield APPLIED;
            }
            case Change.Refused(String reason) -> new LogOutcome.Rejected(reason);
        };
    }

    private static void store(DbExecute db, List<Todo> todos) {
        if (todos.isEmpty()) {
            return;
        }
        db.createInsert(STORE)
                .addParam((Object) Rows.texts(todos, todo -> todo.id().text()))
                .addParam((Object) Rows.texts(todos, todo -> todo.title().value()))
                .addParam((Object) todos.stream().map(Todo::completed).toArray(Boolean[]::new))
                .addParam(Rows.longs(todos, Todo::version))
                .addParam(Rows.longs(todos, todo -> Rows.micros(todo.createdAt())))
                .addParam(Rows.longs(todos, todo -> Rows.micros(todo.updatedAt())))
                .execute();
    }

    private static void delete(DbExecute db, List<TodoId> ids) {
        if (!ids.isEmpty()) {
            db.createDelete(DELETE)
                    .addParam((Object) Rows.texts(ids, TodoId::text))
                    .execute();
        }
    }
}
