package dev.portside.postgres.todos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.log.StreamProgress;
import dev.portside.domain.shared.MovableClock;
import dev.portside.domain.todos.Todos;
import dev.portside.domain.todos.TodosContract;
import dev.portside.postgres.Database;
import dev.portside.postgres.Partitions;
import dev.portside.postgres.Rows;
import dev.portside.postgres.Schema;
import dev.portside.postgres.TestDatabase;
import dev.portside.postgres.log.PostgresStreamProgress;
import dev.portside.postgres.log.StreamUpkeep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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

    @Test
    void pageTenThousandCostsWhatTheFirstOneDoes() {
        database.execute(db -> db.dml("""
                INSERT INTO todos (id, created_at, updated_at, version, completed, title)
                SELECT gen_random_uuid(), timestamptz 'epoch' + number * interval '1 second', now(), 1, false, 'sail'
                FROM generate_series(1, 20000) AS number"""));
        database.execute(db -> db.dml("ANALYZE todos"));
        Instant beforeTheLastPage = Instant.EPOCH.plusSeconds(20_000 - 2 * 9_999 + 1);
        assertThat(blocks(beforeTheLastPage)).isBetween(1L, blocks(Instant.EPOCH.plusSeconds(20_001)) + 2);
    }

    /** How many blocks the page of two todos before an instant reads. */
    private long blocks(Instant before) {
        String plan = database.execute(db -> db.query(
                        "EXPLAIN (ANALYZE, BUFFERS, TIMING OFF) " + PostgresTodos.AFTER,
                        Rows.timestamp(before),
                        new UUID(0, 0).toString(),
                        2)
                .map(row -> Rows.text(row, 1))
                .collect(Collectors.joining("\n")));
        Matcher buffers = Pattern.compile("Buffers: shared(?: hit=(\\d+))?(?: read=(\\d+))?")
                .matcher(plan);
        assertThat(buffers.find()).as(plan).isTrue();
        return Stream.of(1, 2)
                .map(group -> Optional.ofNullable(buffers.group(group)).orElse("0"))
                .mapToLong(Long::parseLong)
                .sum();
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
