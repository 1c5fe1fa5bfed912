package dev.portside.faults.todos;

import dev.portside.faults.fleet.Tables;
import dev.portside.faults.fleet.TodoFleet;
import java.util.List;

/** What is stored of todos. */
record TodoStore(Tables tables) {
    private static final String BATCHES =
            "SELECT count(*) FROM stream_steps WHERE topic = '%s'".formatted(TodoFleet.TOPIC);
    private static final String DONE =
            "SELECT coalesce(sum(next), 0) FROM stream_positions WHERE topic = '%s'".formatted(TodoFleet.TOPIC);
    private static final String TODOS = "SELECT id, title, version FROM todos";

    /** How many batches of commands were applied. */
    long batches() {
        return tables.number(BATCHES);
    }

    /** How many commands are done. */
    long done() {
        return tables.number(DONE);
    }

    /** All todos. */
    List<StoredTodo> todos() {
        return tables.rows(
                TODOS, row -> new StoredTodo(row.getString(1), Title.number(row.getString(2)), row.getLong(3)));
    }
}
