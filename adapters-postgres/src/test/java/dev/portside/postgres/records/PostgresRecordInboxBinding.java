package dev.portside.postgres.records;

import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.deadletters.Origin;
import dev.portside.domain.records.JsonText;
import dev.portside.domain.records.RecordInbox;
import dev.portside.domain.records.RecordInboxBinding;
import dev.portside.domain.shared.Lanes;
import dev.portside.domain.shared.MovableClock;
import dev.portside.domain.tasks.TaskWaiters;
import dev.portside.domain.tasks.Tasks;
import dev.portside.postgres.Database;
import dev.portside.postgres.EmptyTablePlans;
import dev.portside.postgres.Partitions;
import dev.portside.postgres.PostgresDeadLetters;
import dev.portside.postgres.PostgresLanes;
import dev.portside.postgres.Schema;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

final class PostgresRecordInboxBinding implements RecordInboxBinding {
    private final EmptyTablePlans plans = new EmptyTablePlans(Schema.INBOX);
    private final Database database = plans.database();
    private final MovableClock clock = new MovableClock();
    private final PostgresLanes lanes = new PostgresLanes(database, "records", Duration.ofMinutes(10));
    private final PostgresDeadLetters deadLetters = new PostgresDeadLetters(database);
    private final PostgresRecordInbox inbox = new PostgresRecordInbox(database, new TaskWaiters(), clock);

    PostgresRecordInboxBinding() {
        pass(Duration.ZERO);
    }

    /** One in which tasks that come together are packed, as they are where a worker has asked for their lanes. */
    static PostgresRecordInboxBinding packing() {
        PostgresRecordInboxBinding binding = new PostgresRecordInboxBinding();
        binding.inbox.next(binding.lanes.hold("worker"), 1);
        binding.lanes.release("worker");
        return binding;
    }

    EmptyTablePlans plans() {
        return plans;
    }

    Database database() {
        return database;
    }

    @Override
    public RecordInbox inbox() {
        return inbox;
    }

    @Override
    public Tasks tasks() {
        return inbox;
    }

    @Override
    public Origin origin() {
        return inbox;
    }

    @Override
    public DeadLetters deadLetters() {
        return deadLetters;
    }

    @Override
    public Lanes lanes() {
        return lanes;
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public void pass(Duration time) {
        clock.advance(time);
        LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        for (String table : List.of("inbox_done", "inbox_packed_done", "inbox_keys")) {
            new Partitions(table).make(database, day, day);
        }
    }

    @Override
    public JsonText unstorable() {
        return new JsonText("\"\0\"");
    }

    @Override
    public void close() {
        database.close();
    }
}
