package dev.portside.bootstrap;

import dev.portside.application.records.ApplyRecordTasks;
import dev.portside.domain.records.RecordChange;
import dev.portside.domain.records.RecordTask;
import dev.portside.domain.records.Submission;
import dev.portside.domain.shared.Backoff;
import dev.portside.domain.shared.FlowMeter;
import dev.portside.domain.shared.LeasedLane;
import dev.portside.domain.shared.MovableClock;
import dev.portside.domain.tasks.TaskBlock;
import dev.portside.domain.tasks.TaskId;
import dev.portside.domain.tasks.TaskWaiters;
import dev.portside.postgres.Database;
import dev.portside.postgres.DatabaseAddress;
import dev.portside.postgres.PostgresDeadLetters;
import dev.portside.postgres.PostgresLanes;
import dev.portside.postgres.Schema;
import dev.portside.postgres.records.InboxUpkeep;
import dev.portside.postgres.records.PostgresRecordInbox;
import dev.portside.postgres.records.PostgresRecords;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The inbox and its worker on real databases, one step at a time. */
final class PostgresEngine implements AutoCloseable {
    private static final Duration LEASE_TTL = Duration.ofMinutes(10);

    final PostgresRecordInbox inbox;
    final PostgresRecords records;
    final PostgresDeadLetters letters;

    private final Database main;
    private final Database inboxDatabase;
    private final InboxUpkeep upkeep;
    private final MovableClock clock;
    private final ApplyRecordTasks apply;
    private final PostgresLanes lanes;
    private final String owner = UUID.randomUUID().toString();

    /** On databases of {@link MigratedDatabases}. */
    PostgresEngine(DatabaseAddress main, DatabaseAddress inbox, MovableClock clock, int batchSizeMax, int retriesMax) {
        this.main = new Database(main, Schema.MAIN, 2, Duration.ofSeconds(10));
        this.inboxDatabase = new Database(inbox, Schema.INBOX, 2, Duration.ofSeconds(10));
        this.upkeep = new InboxUpkeep(inboxDatabase, this.main, Duration.ofHours(24), clock);
        this.clock = clock;
        this.inbox = new PostgresRecordInbox(inboxDatabase, new TaskWaiters(), clock);
        this.records = new PostgresRecords(this.main, clock);
        this.letters = new PostgresDeadLetters(inboxDatabase);
        this.lanes = new PostgresLanes(inboxDatabase, "records", LEASE_TTL);
        this.apply = new ApplyRecordTasks(
                this.inbox,
                records,
                batchSizeMax,
                retriesMax,
                new Backoff(Duration.ofMillis(1), Duration.ofSeconds(1)),
                clock,
                new Random(),
                FlowMeter.NONE);
    }

    void keepUp() {
        upkeep.runOnce();
    }

    void vacuum() {
        upkeep.vacuum(inbox.endedHere());
    }

    /** Accepts the changes as one group. */
    void accept(Stream<RecordChange> changes) {
        TaskBlock block = TaskBlock.of(UUID.randomUUID());
        AtomicInteger place = new AtomicInteger();
        accept(changes, () -> block.task(place.getAndIncrement()));
    }

    /** Accepts the changes at once, each as if it had come alone. */
    void acceptApart(Stream<RecordChange> changes) {
        accept(changes, () -> new TaskId(UUID.randomUUID().toString()));
    }

    private void accept(Stream<RecordChange> changes, Supplier<TaskId> ids) {
        inbox.accept(changes.map(change -> RecordTask.accepted(ids.get(), change, clock.instant(), Optional.empty()))
                .map(task -> new Submission(task, Optional.empty()))
                .toList());
    }

    /** Applies one batch of all lanes; whether it was full. */
    boolean runOnce() {
        Set<LeasedLane> held = lanes.hold(owner);
        return apply.runOnce(held);
    }

    @Override
    public void close() {
        lanes.release(owner);
        main.close();
        inboxDatabase.close();
    }
}
