package dev.portside.postgres.todos;

import dev.portside.domain.log.StreamProgress;
import dev.portside.domain.shared.MovableClock;
import dev.portside.domain.todos.Todos;
import dev.portside.domain.todos.TodosContract;
import dev.portside.postgres.Database;
import dev.portside.postgres.Partitions;
import dev.portside.postgres.Schema;
import dev.portside.postgres.TestDatabase;
import dev.portside.postgres.log.PostgresStreamProgress;
import dev.portside.postgres.log.StreamUpkeep;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

class PostgresTodosTest extends TodosContract {
    private final Database database = TestDatabase.fresh(Schema.MAIN);
    private final MovableClock clock = new MovableClock();
    private final PostgresStreamProgress progress = new PostgresStreamProgress(database, clock);
    private final Todos todos = new PostgresTodos(database, progress, STREAM, clock);
    private final StreamUpkeep upkeep = new StreamUpkeep(database, List.of(new Partitions("todo_keys")), clock);

    PostgresTodosTest() {
        upkeep.runOnce();
    }

    @AfterEach
    void close() {
        database.close();
    }

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
        upkeep.runOnce();
    }
}
