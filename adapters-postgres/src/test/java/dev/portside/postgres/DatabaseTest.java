package dev.portside.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.portside.domain.shared.Unavailable;
import dev.portside.stack.proxy.FaultyProxy;
import io.helidon.dbclient.DbClientException;
import io.helidon.dbclient.DbExecute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatabaseTest {
    private static final int POOL_SIZE = 10;

    private final Database database = TestDatabase.fresh(Schema.MAIN);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void keepsWhatATransactionDidWhenItReturns() {
        database.inTransaction(db -> insert(db, "a"));
        assertThat(records()).isEqualTo(1);
    }

    @Test
    void undoesWhatATransactionDidWhenItFails() {
        assertThatThrownBy(() -> database.inTransaction(db -> {
                    insert(db, "a");
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken");
        assertThat(records()).isZero();
    }

    @Test
    void connectionsThatHaveLostTheirOtherSideAreReplacedWhenTheServerAnswersOnANewOne() {
        DatabaseAddress server = TestDatabase.freshAddress(Schema.MAIN);
        try (FaultyProxy proxy = FaultyProxy.to(server.port());
                Database behind = TestDatabase.open(behind(proxy, server), Schema.MAIN)) {
            assertThat(ask(behind)).isEqualTo(1);
            proxy.halfOpen();
            assertThat(behind.renewConnections(Duration.ofSeconds(10))).isTrue();
            assertThat(ask(behind)).isEqualTo(1);
        }
    }

    @Test
    void connectionsThatWereReplacedAMomentAgoStay() {
        try (Database own = TestDatabase.open(TestDatabase.freshAddress(Schema.MAIN), Schema.MAIN)) {
            long before = serverProcess(own);
            assertThat(own.renewConnections(Duration.ofSeconds(10))).isTrue();
            long after = serverProcess(own);
            assertThat(after).isNotEqualTo(before);
            assertThat(own.renewConnections(Duration.ofSeconds(10))).isTrue();
            assertThat(serverProcess(own)).isEqualTo(after);
        }
    }

    @Test
    void callsWaitForConnectionsThatAreMadeSlowly() throws Exception {
        DatabaseAddress server = TestDatabase.freshAddress(Schema.MAIN);
        try (FaultyProxy proxy = FaultyProxy.to(server.port());
                Database behind = TestDatabase.open(behind(proxy, server), Schema.MAIN)) {
            proxy.delay(Duration.ofMillis(40));
            useEveryConnection(behind);
        }
    }

    @Test
    void aServerThatIsFarAwayIsNotGone() {
        DatabaseAddress server = TestDatabase.freshAddress(Schema.MAIN);
        try (FaultyProxy proxy = FaultyProxy.to(server.port())) {
            // Two round trips make a connection.
            proxy.delay(Duration.ofMillis(300));
            DatabaseAddress far = new DatabaseAddress(
                    "127.0.0.1", proxy.port(), server.user(), server.password(), server.name(), "prefer");
            try (Database behind = TestDatabase.open(far, Schema.MAIN)) {
                assertThat(ask(behind)).isEqualTo(1);
            }
        }
    }

    @Test
    void aServerThatTakesConnectionsAndSaysNothingIsAway() throws Exception {
        DatabaseAddress server = TestDatabase.freshAddress(Schema.MAIN);
        try (FaultyProxy proxy = FaultyProxy.to(server.port());
                Database behind = TestDatabase.open(behind(proxy, server), Schema.MAIN)) {
            proxy.stall();
            assertThat(atOnce(() -> catchThrowable(() -> ask(behind)))).hasOnlyElementsOfType(Unavailable.class);
            assertThat(behind.reachable()).isFalse();
            proxy.heal();
            await().until(behind::reachable);
            assertThat(ask(behind)).isEqualTo(1);
        }
    }

    @Test
    void connectionsStayWhenTheServerIsSlowOnNewOnesToo() {
        assertThat(records()).isZero();
        assertThat(database.renewConnections(Duration.ZERO)).isFalse();
    }

    @Test
    void anObserverSeesEveryStatementWithoutItsValuesOnTheThreadThatAsked() {
        List<String> seen = new ArrayList<>();
        Thread here = Thread.currentThread();
        StatementObserver observer = (sql, nanos, failure) -> {
            assertThat(Thread.currentThread()).isSameAs(here);
            assertThat(nanos).isPositive();
            seen.add(sql + failure.map(_ -> " failed").orElse(""));
        };
        try (Database observed = new Database(
                TestDatabase.freshAddress(Schema.MAIN), Schema.MAIN, 1, Duration.ofSeconds(5), Optional.of(observer))) {
            observed.execute(db -> db.query("SELECT ?", 7).count());
            observed.execute(db -> db.get("SELECT 8 WHERE ? > 0", -1));
            observed.inTransaction(db -> insert(db, "a"));
            assertThatThrownBy(() -> observed.execute(db -> db.dml("nonsense"))).isInstanceOf(DbClientException.class);
        }
        assertThat(seen)
                .hasSize(4)
                .startsWith("SELECT ?", "SELECT 8 WHERE ? > 0")
                .endsWith("nonsense failed");
        assertThat(seen.get(2)).startsWith("INSERT").doesNotContain("'a'");
    }

    @Test
    void givesEveryConnectionBackAlsoWhenWorkFails() {
        for (int i = 0; i < 3 * POOL_SIZE; i++) {
            assertThatThrownBy(() -> database.inTransaction(db -> db.dml("nonsense")))
                    .isInstanceOf(DbClientException.class);
            assertThatThrownBy(() -> database.execute(db -> db.dml("nonsense"))).isInstanceOf(DbClientException.class);
        }
        assertThat(records()).isZero();
    }

    @Test
    void tellsADuplicateFromOtherFailures() {
        database.inTransaction(db -> insert(db, "a"));
        assertThatThrownBy(() -> database.inTransaction(db -> insert(db, "a")))
                .isInstanceOfSatisfying(
                        DbClientException.class,
                        e -> assertThat(Database.isDuplicate(e)).isTrue());
    }

    @Test
    void cutsAStatementThatTakesTooLongAndStaysOpen() {
        assertThatThrownBy(() ->
                        database.execute(db -> db.query("SELECT pg_sleep(60)").count()))
                .isInstanceOf(Unavailable.class);
        assertThat(database.reachable()).isTrue();
        assertThat(records()).isZero();
    }

    @Test
    void losesATransactionThatStoodStillAndStaysOpen() {
        assertThatThrownBy(() -> database.inTransaction(db -> {
                    long session = db.get(
                                    "SELECT pg_backend_pid() FROM set_config('idle_in_transaction_session_timeout', '1', true)")
                            .map(row -> Rows.whole(row, 1))
                            .orElseThrow();
                    await().until(() -> !isThere(session));
                    db.query("SELECT 1").count();
                }))
                .isInstanceOf(Unavailable.class);
        assertThat(database.reachable()).isTrue();
        assertThat(records()).isZero();
    }

    private boolean isThere(long session) {
        return database.execute(db -> db.query("SELECT 1 FROM pg_stat_activity WHERE pid = ?", session)
                        .count())
                > 0;
    }

    @Test
    void refusesAtOnceWhenAllConnectionsStayInUse() throws Exception {
        DatabaseAddress address = TestDatabase.freshAddress(Schema.MAIN);
        try (Database small = new Database(address, Schema.MAIN, 1, Duration.ofMillis(50))) {
            small.inTransaction(_ -> assertThatThrownBy(
                            () -> small.execute(db -> db.query("SELECT 1").count()))
                    .isInstanceOf(Unavailable.class)
                    .hasMessageContaining("in use"));
            long rows = small.execute(db -> db.query("SELECT 1").count());
            assertThat(rows).isEqualTo(1);
        }
    }

    @Test
    void failsAtOnceWhileTheServerIsAwayAndWorksWhenItIsBack() throws Exception {
        try (BreakableDatabase server = new BreakableDatabase(POOL_SIZE)) {
            useEveryConnection(server.database());
            server.postgres().kill();
            assertThatThrownBy(server::ask).isInstanceOf(Unavailable.class);
            // Each would take a second if it tried to connect.
            long start = System.nanoTime();
            for (int i = 0; i < 1_000; i++) {
                assertThatThrownBy(server::ask).isInstanceOf(Unavailable.class);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));

            server.postgres().start();
            await().until(server.database()::reachable);
            // None of them may be a connection from before.
            useEveryConnection(server.database());
        }
    }

    @Test
    void findsOutAtOnceThatThereIsNoServerToConnectTo() throws Exception {
        try (BreakableDatabase server = new BreakableDatabase(POOL_SIZE)) {
            server.postgres().kill();
            long start = System.nanoTime();
            assertThat(atOnce(() -> catchThrowable(server::ask))).hasOnlyElementsOfType(Unavailable.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Database.CONNECT_TIME_MAX);
        }
    }

    @Test
    void boundsACallToAServerThatStandsStill() throws Exception {
        try (BreakableDatabase server = new BreakableDatabase(POOL_SIZE)) {
            server.ask();
            server.postgres().pause();
            assertThatThrownBy(server::ask).isInstanceOf(Unavailable.class);
            assertThat(server.database().reachable()).isFalse();
            server.postgres().resume();
            await().until(server.database()::reachable);
            server.ask();
        }
    }

    private static void useEveryConnection(Database database) throws Exception {
        CyclicBarrier allConnected = new CyclicBarrier(POOL_SIZE);
        Callable<Long> work = () -> database.transaction(db -> {
            long one = db.query("SELECT 1").count();
            meet(allConnected);
            return one;
        });
        assertThat(atOnce(work)).containsOnly(1L);
    }

    /** The work's results, when every connection of the pool is asked for at once. */
    private static <T> List<T> atOnce(Callable<T> work) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(POOL_SIZE)) {
            List<T> results = new ArrayList<>();
            for (Future<T> each : threads.invokeAll(Collections.nCopies(POOL_SIZE, work))) {
                results.add(each.get());
            }
            return results;
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void insert(DbExecute db, String id) {
        db.insert(
                "INSERT INTO records (id, value, version, created_at, updated_at) VALUES (?, '1', 1, now(), now())",
                id);
    }

    private long records() {
        return database.execute(db -> db.query("SELECT 1 FROM records").count());
    }

    /** Which process of the server serves the connection that is used next. */
    private static long serverProcess(Database database) {
        return database.execute(db -> db.get("SELECT pg_backend_pid()").map(row -> Rows.whole(row, 1)))
                .orElseThrow();
    }

    private static long ask(Database database) {
        return database.execute(db -> db.query("SELECT 1").count());
    }

    private static DatabaseAddress behind(FaultyProxy proxy, DatabaseAddress server) {
        return new DatabaseAddress(
                "127.0.0.1", proxy.port(), server.user(), server.password(), server.name(), server.sslMode());
    }
}
