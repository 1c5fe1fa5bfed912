package dev.portside.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.deadletters.Source;
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
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One task of a thousand cannot be applied. */
class PoisonTaskTest {
    private static final int TASKS = 1_000;
    private static final int RETRIES_MAX = 3;
    private static final int MORE_STATEMENTS_MAX = 20;

    private static final String AUTOVACUUM_PROCESSES =
            "SELECT count(*) FROM pg_stat_activity WHERE backend_type IN ('autovacuum launcher', 'autovacuum worker')";

    /** Silent, since each failure would log its cause. Held, since a logger's level goes with it. */
    private final Logger log = Logger.getLogger("dev.portside.application");

    private final DatabaseAddress main = MigratedDatabases.freshAddress(Schema.MAIN);
    private final DatabaseAddress inbox = MigratedDatabases.freshAddress(Schema.INBOX);
    private final MovableClock clock = new MovableClock();

    @BeforeEach
    void silence() throws SQLException {
        log.setLevel(Level.OFF);
        autovacuum("SET autovacuum = off");
        for (DatabaseAddress address : List.of(main, inbox)) {
            await().until(() -> ask(address, AUTOVACUUM_PROCESSES) == 0);
        }
    }

    @AfterEach
    void speak() throws SQLException {
        autovacuum("RESET autovacuum");
        log.setLevel(null);
    }

    /** What the servers do by themselves would be counted with the engine's statements. */
    private void autovacuum(String change) throws SQLException {
        for (DatabaseAddress address : List.of(main, inbox)) {
            execute(address, "ALTER SYSTEM " + change);
            execute(address, "SELECT pg_reload_conf()");
        }
    }

    @Test
    void costsItsBatchAFewStatementsAndIsAppliedOnceItsCauseIsGone() throws SQLException {
        long clean = statements(engine -> engine.accept(inserts("clean", TASKS)));
        execute(main, "ALTER TABLE records ADD CONSTRAINT no_poison CHECK (id <> 'poison')");
        long poisoned = statements(engine -> engine.accept(
                Stream.of(inserts("a", TASKS / 2 - 1), Stream.of(insert("poison")), inserts("b", TASKS / 2))
                        .flatMap(changes -> changes)));
        System.out.println("a batch of " + TASKS + ": " + clean + " statements, with a poison task " + poisoned);
        assertThat(poisoned - clean).isBetween(1L, (long) MORE_STATEMENTS_MAX);

        try (PostgresEngine engine = engine()) {
            assertThat(count(engine, TaskStatus.APPLIED)).isEqualTo(2 * TASKS - 1);
            DeadLetter letter = letterAfterRetries(engine);
            assertThat(letter.attempts()).isEqualTo(1 + RETRIES_MAX);
            assertThat(letter.payload()).contains("poison");

            execute(main, "ALTER TABLE records DROP CONSTRAINT no_poison");
            engine.inbox.takeBack(letter);
            engine.runOnce();
            assertThat(count(engine, TaskStatus.APPLIED)).isEqualTo(2 * TASKS);
            assertThat(engine.records.find(new RecordId("poison"))).isPresent();
        }
    }

    private DeadLetter letterAfterRetries(PostgresEngine engine) {
        for (int retry = 0; retry < RETRIES_MAX; retry++) {
            assertThat(count(engine, TaskStatus.PENDING)).isEqualTo(1);
            clock.advance(Duration.ofSeconds(1));
            engine.runOnce();
        }
        List<DeadLetter> letters = engine.letters.page(Optional.of(Source.RECORDS), Optional.empty(), 10);
        assertThat(letters).hasSize(1);
        return letters.getFirst();
    }

    private static long count(PostgresEngine engine, TaskStatus status) {
        return engine.inbox.stats().count(status);
    }

    private static Stream<RecordChange> inserts(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> insert(prefix + i));
    }

    private static RecordChange insert(String id) {
        return new RecordChange.Insert(new RecordId(id), new JsonText("1"));
    }

    private PostgresEngine engine() {
        return new PostgresEngine(main, inbox, clock, TASKS, RETRIES_MAX);
    }

    /** How many statements one batch of what is given takes, on both servers. */
    private long statements(Consumer<PostgresEngine> give) throws SQLException {
        try (PostgresEngine engine = engine()) {
            engine.keepUp();
            give.accept(engine);
        }
        long before = transactions();
        try (PostgresEngine engine = engine()) {
            engine.runOnce();
        }
        return transactions() - before;
    }

    /** Each of the engine's statements is a transaction. */
    private long transactions() throws SQLException {
        long sum = 0;
        for (DatabaseAddress address : List.of(main, inbox)) {
            // A server counts for certain what connections did that are gone.
            await().until(() -> ask(address, "SELECT count(*) FROM pg_stat_activity WHERE datname = '%s'") == 0);
            sum += ask(address, "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = '%s'");
        }
        return sum;
    }

    /** Asks from another database, so that asking does not count. */
    private static long ask(DatabaseAddress address, String query) throws SQLException {
        try (Connection connection = connect(address, "postgres");
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(query.formatted(address.name()))) {
            answer.next();
            return answer.getLong(1);
        }
    }

    private static void execute(DatabaseAddress address, String sql) throws SQLException {
        try (Connection connection = connect(address, address.name());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(DatabaseAddress address, String database) throws SQLException {
        String url = "jdbc:postgresql://%s:%d/%s".formatted(address.host(), address.port(), database);
        return DriverManager.getConnection(url, address.user(), address.password());
    }
}
