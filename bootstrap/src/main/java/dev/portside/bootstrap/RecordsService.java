package dev.portside.bootstrap;

import dev.portside.application.records.AcceptRecordChange;
import dev.portside.application.records.ApplyRecordTasks;
import dev.portside.application.shared.FlowRates;
import dev.portside.application.shared.HeldLanes;
import dev.portside.application.shared.Worker;
import dev.portside.bootstrap.metrics.FlowBacklog;
import dev.portside.bootstrap.settings.InboxSettings;
import dev.portside.bootstrap.settings.Settings;
import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.deadletters.Origin;
import dev.portside.domain.records.InboxStats;
import dev.portside.domain.shared.ComponentHealth;
import dev.portside.domain.shared.FlowMeter;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.Signal;
import dev.portside.domain.tasks.TaskStatus;
import dev.portside.domain.tasks.TaskWaiters;
import dev.portside.domain.tasks.Tasks;
import dev.portside.http.Route;
import dev.portside.http.records.RecordRoutes;
import dev.portside.http.records.RecordStatsRoutes;
import dev.portside.postgres.memory.InMemoryLanes;
import dev.portside.postgres.memory.InMemoryRecordInbox;
import dev.portside.postgres.memory.InMemoryRecords;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The records service, bound to memory. */
final class RecordsService {
    private static final Duration LEASE_TTL = Duration.ofSeconds(6);
    private static final Duration IDLE_MAX = Duration.ofSeconds(1);

    private final InboxSettings settings;
    private final InMemoryRecordInbox inbox;
    private final InMemoryRecords records;
    private final HeldLanes held;
    private final List<Signal> wake;
    private final FlowRates rates;
    private final AcceptRecordChange accept;
    private final ApplyRecordTasks apply;

    RecordsService(
            Settings settings,
            InstantSource clock,
            Supplier<UUID> ids,
            MemoryBudget memory,
            DeadLetters deadLetters,
            TaskWaiters waiters,
            FlowMeter meter) {
        this.settings = settings.inbox();
        InMemoryLanes lanes = new InMemoryLanes(LEASE_TTL, clock);
        inbox = new InMemoryRecordInbox(lanes, deadLetters, waiters, this.settings.retention(), clock, memory);
        records = new InMemoryRecords(clock, memory);
        held = new HeldLanes(lanes, ids.get().toString(), LEASE_TTL, clock);
        wake = Stream.generate(Signal::new).limit(this.settings.workers()).toList();
        rates = new FlowRates(meter, clock);
        accept = new AcceptRecordChange(inbox, clock, ids, rates, () -> wake.forEach(Signal::raise));
        apply = new ApplyRecordTasks(
                inbox,
                records,
                this.settings.batchSizeMax(),
                settings.retry().attemptsMax(),
                settings.retry().backoff(),
                clock,
                new Random(),
                rates);
    }

    List<Route> routes() {
        return Stream.of(
                        new RecordRoutes(accept, records).routes(),
                        new RecordStatsRoutes(inbox, rates, settings.workers(), settings.batchSizeMax()).routes())
                .flatMap(List::stream)
                .toList();
    }

    Tasks tasks() {
        return inbox;
    }

    Origin origin() {
        return inbox;
    }

    /** Closed in reverse: the workers finish what is in hand under leases that stand, which are given back last. */
    void startWorkers(CloseStack started) {
        held.refresh();
        started.push("record lanes", held);
        started.push(
                "record heartbeat",
                Worker.start("record-heartbeat", held::refresh, new Signal(), LEASE_TTL.dividedBy(3)));
        started.push(
                "record workers",
                Worker.together(IntStream.range(0, settings.workers())
                        .mapToObj(this::startWorker)
                        .toList()));
        started.push(
                "records in memory",
                new MemoryDrain(
                        "records",
                        () -> inbox.stats().total(),
                        () -> inbox.stats().count(TaskStatus.PENDING)));
    }

    private Worker startWorker(int index) {
        return Worker.start(
                "record-worker-" + index,
                () -> apply.runOnce(held.share(index, settings.workers())),
                wake.get(index),
                IDLE_MAX);
    }

    FlowBacklog backlog() {
        InboxStats stats = inbox.stats();
        return new FlowBacklog(stats.count(TaskStatus.PENDING), stats.oldestUnfinished());
    }

    ComponentHealth health() {
        InboxStats stats = inbox.stats();
        return new ComponentHealth(
                "records",
                held.current(),
                Map.of(
                        "backend", "memory",
                        "pending", stats.count(TaskStatus.PENDING),
                        "dead", stats.count(TaskStatus.DEAD),
                        "oldest_unfinished_seconds", stats.oldestUnfinished().toSeconds()));
    }
}
