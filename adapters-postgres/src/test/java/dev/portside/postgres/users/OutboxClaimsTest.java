package dev.portside.postgres.users;

import static dev.portside.domain.users.SampleUsers.claim;
import static dev.portside.domain.users.SampleUsers.eventId;
import static dev.portside.domain.users.SampleUsers.id;
import static dev.portside.domain.users.SampleUsers.newEvent;
import static dev.portside.domain.users.SampleUsers.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portside.domain.shared.LeasedLane;
import dev.portside.domain.users.Claim;
import dev.portside.domain.users.UnsentEvent;
import dev.portside.postgres.Database;
import dev.portside.postgres.Rows;
import io.helidon.dbclient.DbExecute;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Claims at the moment at which leases change hands. */
class OutboxClaimsTest {
    private static final int MAX = 100;

    private static final String WAITING = """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND state = 'active' AND wait_event_type = 'Lock'""";

    private final PostgresUserStore store = new PostgresUserStore();
    private final Database database = store.database();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    OutboxClaimsTest() {
        store.users().add(user(1), newEvent(1), Optional.empty());
        store.users().add(user(2), newEvent(2), Optional.empty());
    }

    @AfterEach
    void close() {
        // A test that failed has left transactions open.
        threads.shutdownNow();
        threads.close();
        store.close();
    }

    @Test
    void whoeverTakesALaneOverSeesTheClaimThatWasUnderWay() throws Exception {
        Set<LeasedLane> lanes = store.lanes().hold("a");
        CountDownLatch goOn = new CountDownLatch(1);
        // A claim with the same key that is never committed keeps the real one from its end.
        Future<?> brake = transaction(goOn, db -> note(db, claim(1)));
        Future<List<UnsentEvent>> claiming = threads.submit(() -> store.outbox().claim(claim(1), lanes, MAX));
        awaitWaiting(1);
        store.pass(store.leaseTtl().plusMillis(1));
        Future<Set<LeasedLane>> takingOver = threads.submit(() -> store.lanes().hold("b"));
        awaitWaiting(2);
        goOn.countDown();
        brake.get();
        assertThat(claiming.get()).hasSize(2);
        assertThat(store.outbox().claimed(takingOver.get())).containsExactly(claim(1));
    }

    @Test
    void doesNotWaitForALaneThatIsChangingHands() throws Exception {
        Set<LeasedLane> lanes = store.lanes().hold("a");
        CountDownLatch goOn = new CountDownLatch(1);
        Future<?> change = transaction(
                goOn,
                db -> db.dml(
                        "UPDATE lanes SET epoch = epoch + 1 WHERE lane = ?",
                        id(1).lane().number()));
        assertThat(store.outbox().claim(claim(1), lanes, MAX))
                .extracting(unsent -> unsent.event().id())
                .containsExactly(eventId(2));
        goOn.countDown();
        change.get();
    }

    private static void note(DbExecute db, Claim claim) {
        db.dml(
                "INSERT INTO outbox_claims VALUES (CAST(? AS uuid), CAST(? AS uuid), '{}', '{}')",
                claim.batch().value().toString(),
                claim.publisher().value().toString());
    }

    private static final class RolledBack extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** A transaction that stays open until it may go on, and is rolled back then. */
    private Future<?> transaction(CountDownLatch goOn, Consumer<DbExecute> work) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        Future<?> running = threads.submit(() -> {
            try {
                database.inTransaction(db -> {
                    work.accept(db);
                    done.countDown();
                    awaitUninterruptibly(goOn);
                    throw new RolledBack();
                });
            } catch (RolledBack _) {
                return;
            }
        });
        done.await();
        return running;
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitWaiting(int statements) {
        await().until(() -> database.execute(
                        db -> db.get(WAITING).map(row -> Rows.whole(row, 1)).orElseThrow())
                == statements);
    }
}
