package dev.portside.bootstrap.services;

import dev.portside.application.records.AcceptRecordChange;
import dev.portside.application.records.ApplyRecordTasks;
import dev.portside.application.shared.FlowRates;
import dev.portside.application.shared.HeldLanes;
import dev.portside.application.shared.Worker;
import dev.portside.bootstrap.lifecycle.CloseStack;
import dev.portside.bootstrap.lifecycle.MemoryDrain;
import dev.portside.bootstrap.metrics.FlowBacklog;
import dev.portside.bootstrap.metrics.Meters;
import dev.portside.bootstrap.settings.InboxSettings;
import dev.portside.bootstrap.settings.RetrySettings;
import dev.portside.bootstrap.settings.Role;
import dev.portside.domain.deadletters.Origin;
import dev.portside.domain.records.InboxStats;
import dev.portside.domain.shared.ComponentHealth;
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
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The records service, bound to memory. */
public final class RecordsService implements Service {
    private static final Duration LEASE_TTL = Duration.ofSeconds(6);
    private static final Duration IDLE_MAX = Duration.ofSeconds(1);

    private final InboxSettings settings;
    private final Meters meters;
    private final TaskWaiters waiters = new TaskWaiters();
    private final InMemoryRecordInbox inbox;
    private final InMemoryRecords records;
    private final HeldLanes held;
    private final List<Signal> wake;
    private final FlowRates rates;
    private final AcceptRecordChange accept;
    private final ApplyRecordTasks apply;

    public RecordsService(Foundation foundation) {
        this.settings = foundation.settings().inbox();
        this.meters = foundation.meters();
        InstantSource clock = foundation.clock();
        Supplier<UUID> ids = foundation.ids();
        InMemoryLanes lanes = new InMemoryLanes(LEASE_TTL, clock);
        inbox = new InMemoryRecordInbox(
                lanes, foundation.deadLetters(), waiters, settings.retention(), clock, foundation.memory());
        records = new InMemoryRecords(clock, foundation.memory());
        held = new HeldLanes(lanes, ids.get().toString(), LEASE_TTL, clock);
        wake = Stream.generate(Signal::new).limit(settings.workers()).toList();
        rates = new FlowRates(meters.flow(name()), clock);
        accept = new AcceptRecordChange(inbox, clock, ids, rates, () -> wake.forEach(Signal::raise));
        RetrySettings retry = foundation.settings().retry();
        apply = new ApplyRecordTasks(
                inbox,
                records,
                settings.batchSizeMax(),
                retry.retriesMax(),
                retry.backoff(),
                clock,
                new Random(),
                rates);
    }

    @Override
    public String name() {
        return "records";
    }

    @Override
    public List<Route> routes() {
        return Stream.of(
                        new RecordRoutes(accept, records).routes(),
                        new RecordStatsRoutes(inbox, rates, settings.workers(), settings.batchSizeMax()).routes())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public Optional<Tasks> tasks() {
        return Optional.of(inbox);
    }

    @Override
    public Optional<Origin> origin() {
        return Optional.of(inbox);
    }

    @Override
    public void start(CloseStack started, Set<Role> roles) {
        meters.backlog(name(), this::backlog);
        if (roles.contains(Role.INBOX)) {
            startWorkers(started);
        }
    }

    /** Closed in reverse: the workers finish what is in hand under leases that stand, which are given back last. */
    private void startWorkers(CloseStack started) {
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

    private FlowBacklog backlog() {
        InboxStats stats = inbox.stats();
        return new FlowBacklog(stats.count(TaskStatus.PENDING), stats.oldestUnfinished());
    }

    @Override
    public ComponentHealth health() {
        InboxStats stats = inbox.stats();
        return new ComponentHealth(
                name(),
                held.current(),
                Map.of(
                        "backend", "memory",
                        "pending", stats.count(TaskStatus.PENDING),
                        "dead", stats.count(TaskStatus.DEAD),
                        "oldest_unfinished_seconds", stats.oldestUnfinished().toSeconds()));
    }

    @Override
    public void releaseCallers() {
        waiters.close();
    }

    /** How many tasks are waited for by their callers. */
    public int tasksWaitedFor() {
        return waiters.tasks();
    }
}
