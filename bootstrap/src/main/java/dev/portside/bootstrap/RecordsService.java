package dev.portside.bootstrap;

import dev.portside.application.records.AcceptRecordChange;
import dev.portside.application.records.ApplyRecordTasks;
import dev.portside.application.shared.HeldLanes;
import dev.portside.application.shared.Worker;
import dev.portside.bootstrap.settings.Settings;
import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.Signal;
import dev.portside.domain.tasks.Tasks;
import dev.portside.http.Route;
import dev.portside.http.records.RecordRoutes;
import dev.portside.postgres.memory.InMemoryLanes;
import dev.portside.postgres.memory.InMemoryRecordInbox;
import dev.portside.postgres.memory.InMemoryRecords;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The records service, bound to memory. */
final class RecordsService {
    private static final Duration LEASE_TTL = Duration.ofSeconds(6);
    private static final Duration IDLE_MAX = Duration.ofSeconds(1);

    private final InMemoryRecordInbox inbox;
    private final InMemoryRecords records;
    private final InMemoryLanes lanes;
    private final List<Signal> wake;
    private final Settings settings;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    RecordsService(
            Settings settings,
            InstantSource clock,
            Supplier<UUID> ids,
            MemoryBudget memory,
            DeadLetters deadLetters,
            dev.portside.domain.tasks.TaskWaiters waiters) {
        this.settings = settings;
        this.clock = clock;
        this.ids = ids;
        this.lanes = new InMemoryLanes(LEASE_TTL, clock);
        this.inbox = new InMemoryRecordInbox(
                lanes, deadLetters, waiters, settings.inbox().retention(), clock, memory);
        this.records = new InMemoryRecords(clock, memory);
        this.wake =
                Stream.generate(Signal::new).limit(settings.inbox().workers()).toList();
    }

    List<Route> routes() {
        AcceptRecordChange accept = new AcceptRecordChange(inbox, clock, ids, () -> wake.forEach(Signal::raise));
        return new RecordRoutes(accept, records).routes();
    }

    Tasks tasks() {
        return inbox;
    }

    void startWorkers(CloseStack started) {
        HeldLanes held =
                started.push("record lanes", new HeldLanes(lanes, ids.get().toString(), LEASE_TTL, clock));
        held.refresh();
        started.push(
                "record heartbeat",
                Worker.start("record-heartbeat", held::refresh, new Signal(), LEASE_TTL.dividedBy(3)));
        ApplyRecordTasks apply = new ApplyRecordTasks(
                inbox,
                records,
                task -> RecordRoutes.payload(task.change()),
                settings.inbox().batchSizeMax(),
                settings.retry().attemptsMax(),
                settings.retry().backoff(),
                clock,
                ThreadLocalRandom.current());
        int workers = settings.inbox().workers();
        IntStream.range(0, workers)
                .forEach(index -> started.push(
                        "record worker " + index,
                        Worker.start(
                                "record-worker-" + index,
                                () -> apply.runOnce(held.share(index, workers)),
                                wake.get(index),
                                IDLE_MAX)));
    }
}
