package dev.portside.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.records.JsonText;
import dev.portside.domain.records.RecordChange;
import dev.portside.domain.records.RecordId;
import dev.portside.domain.shared.MovableClock;
import dev.portside.domain.tasks.TaskStatus;
import dev.portside.postgres.DatabaseAddress;
import dev.portside.postgres.Schema;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An hour of work, a minute at a time: what is written all the time stays as small as it was. */
class HourOfTasksTest {
    private static final int TASKS_A_MINUTE = 1_000;
    private static final int RECORDS = 100;

    /** Until dead rows were cleared away twice: before that, the tables have not yet come to their size. */
    private static final int WARM_UP_MINUTES = 45;

    private static final int MINUTES = 60;
    private static final int TASKS = (WARM_UP_MINUTES + MINUTES) * TASKS_A_MINUTE;
    private static final double GROWTH_MAX = 1.25;

    /** Where rows come and go, or are written again and again. */
    private static final List<String> HOT_OF_INBOX =
            List.of("inbox_packed", "inbox_tasks", "inbox_counts", "lanes", "lane_owners");

    private final DatabaseAddress main = MigratedDatabases.freshAddress(Schema.MAIN);
    private final DatabaseAddress inbox = MigratedDatabases.freshAddress(Schema.INBOX);
    private final MovableClock clock = new MovableClock();

    @Test
    void leavesTheHotTablesAsSmallAsBefore() throws SQLException {
        try (PostgresEngine engine = new PostgresEngine(main, inbox, clock, TASKS_A_MINUTE, 3)) {
            engine.keepUp();
            engine.accept(IntStream.range(0, RECORDS).mapToObj(i -> new RecordChange.Insert(id(i), new JsonText("0"))));
            engine.runOnce();
            work(engine, WARM_UP_MINUTES);
            Map<String, Long> before = sizes();
            work(engine, MINUTES);
            Map<String, Long> after = sizes();
            System.out.println("bytes before the hour " + before + ", after the hour " + after);
            before.forEach((table, bytes) ->
                    assertThat(after.get(table)).as(table).isLessThanOrEqualTo((long) (bytes * GROWTH_MAX)));
            assertThat(engine.inbox.stats().count(TaskStatus.APPLIED)).isEqualTo(RECORDS + TASKS);
            dropTheDay(engine);
            assertThat(engine.inbox.stats().total()).isZero();
        }
    }

    private void work(PostgresEngine engine, int minutes) {
        for (int minute = 0; minute < minutes; minute++) {
            engine.accept(updates());
            engine.acceptApart(updates());
            while (engine.runOnce()) {
                // A full batch may leave more.
            }
            engine.vacuum();
            clock.advance(Duration.ofMinutes(1));
        }
    }

    private static Stream<RecordChange> updates() {
        return IntStream.range(0, TASKS_A_MINUTE / 2)
                .mapToObj(i -> new RecordChange.Update(id(i % RECORDS), new JsonText("\"" + i + "\"")));
    }

    /** Beside a copy of the same rows that is emptied as a table without partitions has to be. */
    private void dropTheDay(PostgresEngine engine) throws SQLException {
        execute("CREATE TABLE copy (LIKE inbox_done INCLUDING ALL)");
        execute("INSERT INTO copy SELECT * FROM inbox_done");
        long deleting = nanos(() -> execute("DELETE FROM copy"));
        clock.advance(Duration.ofDays(2));
        engine.keepUp();
        long dropping = nanos(() -> execute("DROP TABLE copy"));
        System.out.println("dropping a day's ended tasks takes " + dropping / 1_000
                + " us, deleting those that stood alone " + deleting / 1_000 + " us");
    }

    private interface Step {
        void run() throws SQLException;
    }

    private static long nanos(Step step) throws SQLException {
        long start = System.nanoTime();
        step.run();
        return System.nanoTime() - start;
    }

    private static RecordId id(int number) {
        return new RecordId("record " + number);
    }

    private Map<String, Long> sizes() throws SQLException {
        Map<String, Long> sizes = new LinkedHashMap<>();
        for (String table : HOT_OF_INBOX) {
            sizes.put(table, size(inbox, table));
        }
        sizes.put("records", size(main, "records"));
        return sizes;
    }

    private static long size(DatabaseAddress address, String table) throws SQLException {
        try (Connection connection = connect(address);
                Statement statement = connection.createStatement();
                ResultSet size = statement.executeQuery("SELECT pg_total_relation_size('" + table + "')")) {
            size.next();
            return size.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect(inbox);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(DatabaseAddress address) throws SQLException {
        String url = "jdbc:postgresql://%s:%d/%s".formatted(address.host(), address.port(), address.name());
        return DriverManager.getConnection(url, address.user(), address.password());
    }
}
