package dev.portside.postgres.records;

import static dev.portside.domain.records.RecordTasks.insert;
import static dev.portside.domain.records.RecordTasks.update;
import static org.awaitility.Awaitility.await;

import dev.portside.domain.records.RecordInboxScene;
import dev.portside.domain.records.RecordTask;
import dev.portside.domain.shared.LeasedLane;
import dev.portside.postgres.Database;
import dev.portside.postgres.Rows;
import io.helidon.dbclient.DbExecute;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Statements that count in the same shard at once: one that waits for the count of a kind holds no later one, so that two of
 * them never wait for each other.
 */
class InboxCountsTest extends RecordInboxScene {
    /** Makes every connection meet the counts that are locked here, whatever its shard is. */
    private static final String ALL_SHARDS = """
            INSERT INTO inbox_counts (shard, day, kind, status, tasks)
            SELECT shard, %s, kind, %d, 0 FROM generate_series(0, 63) AS shard, generate_series(0, 1) AS kind
            ON CONFLICT DO NOTHING""".formatted(InboxCounts.NO_DAY, InboxCounts.PENDING);

    private static final String LOCK = "SELECT tasks FROM inbox_counts WHERE kind = ? FOR UPDATE NOWAIT";

    private static final String WAITING = """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND state = 'active' AND wait_event_type = 'Lock'""";

    private static final RecordTask UPDATE = update("1", "a", "1");
    private static final RecordTask INSERT = insert("2", "b", "1");

    private final Database database = ((PostgresRecordInboxBinding) binding).database();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    InboxCountsTest() {
        super(new PostgresRecordInboxBinding());
    }

    @AfterEach
    void close() {
        threads.close();
    }

    @Test
    void anAcceptanceThatWaitsHoldsNoLaterCount() throws Exception {
        assertHoldsNoLaterCount(() -> accept(UPDATE, INSERT));
    }

    @Test
    void anEndThatWaitsHoldsNoLaterCount() throws Exception {
        accept(UPDATE, INSERT);
        Set<LeasedLane> held = lanes.hold("me");
        assertHoldsNoLaterCount(() -> finish(held, "1", "2"));
    }

    private void assertHoldsNoLaterCount(Runnable counting) throws Exception {
        database.execute(db -> db.dml(ALL_SHARDS));
        Future<?> waiting = database.transaction(db -> {
            lock(db, INSERT);
            Future<?> started = threads.submit(counting);
            await().until(() -> statementsThatWait() == 1);
            lock(db, UPDATE);
            return started;
        });
        waiting.get();
    }

    private long statementsThatWait() {
        return database.execute(
                db -> db.get(WAITING).map(row -> Rows.whole(row, 1)).orElseThrow());
    }

    /** Throws when another has it. */
    private static void lock(DbExecute db, RecordTask ofItsKind) {
        long _ = db.query(LOCK, InboxRows.kind(ofItsKind.change())).count();
    }
}
