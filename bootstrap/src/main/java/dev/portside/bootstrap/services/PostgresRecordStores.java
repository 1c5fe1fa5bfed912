package dev.portside.bootstrap.services;

import dev.portside.application.shared.Worker;
import dev.portside.bootstrap.lifecycle.CloseStack;
import dev.portside.domain.records.Records;
import dev.portside.domain.shared.Lanes;
import dev.portside.domain.shared.Signal;
import dev.portside.domain.tasks.TaskWaiters;
import dev.portside.postgres.PostgresLanes;
import dev.portside.postgres.records.InboxUpkeep;
import dev.portside.postgres.records.PostgresRecordInbox;
import dev.portside.postgres.records.PostgresRecords;
import java.time.Duration;
import java.util.Map;

/** Records bound to PostgreSQL: tasks in the inbox database, records in the main one. */
final class PostgresRecordStores implements RecordStores {
    private static final Duration UPKEEP_INTERVAL = Duration.ofMinutes(10);
    private static final Duration VACUUM_LOOK = Duration.ofSeconds(1);
    private static final Duration WAITERS_INTERVAL = Duration.ofMillis(100);

    private final Databases databases;
    private final Lanes lanes;
    private final PostgresRecordInbox inbox;
    private final Records records;
    private final InboxUpkeep upkeep;
    private final Ringing ringing;

    PostgresRecordStores(Foundation foundation, Databases databases, TaskWaiters waiters) {
        this.databases = databases;
        lanes = new PostgresLanes(databases.inbox(), "records", LEASE_TTL);
        inbox = new PostgresRecordInbox(databases.inbox(), waiters, foundation.clock());
        records = new PostgresRecords(databases.main(), foundation.clock());
        upkeep = new InboxUpkeep(
                databases.inbox(),
                databases.main(),
                foundation.settings().inbox().retention(),
                foundation.clock());
        ringing = new Ringing("records", databases.inbox(), databases.inboxAddress());
    }

    @Override
    public Ports ports() {
        return new Ports(inbox, inbox, inbox, records, lanes);
    }

    @Override
    public boolean durable() {
        return true;
    }

    @Override
    public Map<String, Boolean> backends() {
        return Map.of(
                "inbox_database", databases.inbox().answers(),
                "main_database", databases.main().answers());
    }

    @Override
    public void startKeeping(CloseStack started, Runnable look, Runnable lanesFreed) {
        upkeep.runOnce();
        started.push("record upkeep", Worker.start("record-upkeep", upkeep::runOnce, new Signal(), UPKEEP_INTERVAL));
        started.push(
                "record vacuum",
                Worker.start("record-vacuum", () -> upkeep.vacuum(inbox.endedHere()), new Signal(), VACUUM_LOOK));
        started.push(
                "record waiters", Worker.start("record-waiters", inbox::wakeWaiters, new Signal(), WAITERS_INTERVAL));
        ringing.start(started, look, lanesFreed);
    }

    @Override
    public void tellOthers() {
        ringing.tellOthers();
    }
}
