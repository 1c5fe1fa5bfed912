package dev.portside.bootstrap.services;

import dev.portside.application.records.AcceptRecordChange;
import dev.portside.application.records.ApplyRecordTasks;
import dev.portside.application.shared.FlowRates;
import dev.portside.application.shared.HeldLanes;
import dev.portside.application.shared.LaneWorkers;
import dev.portside.application.shared.WakingOrigin;
import dev.portside.bootstrap.lifecycle.CloseStack;
import dev.portside.bootstrap.metrics.FlowBacklog;
import dev.portside.bootstrap.metrics.Meters;
import dev.portside.bootstrap.settings.InboxSettings;
import dev.portside.bootstrap.settings.RetrySettings;
import dev.portside.bootstrap.settings.Role;
import dev.portside.domain.deadletters.Origin;
import dev.portside.domain.records.InboxStats;
import dev.portside.domain.records.RecordChange;
import dev.portside.domain.shared.ComponentHealth;
import dev.portside.domain.shared.Lane;
import dev.portside.domain.shared.Unavailable;
import dev.portside.domain.tasks.TaskStatus;
import dev.portside.domain.tasks.TaskWaiters;
import dev.portside.domain.tasks.Tasks;
import dev.portside.http.Route;
import dev.portside.http.records.RecordRoutes;
import dev.portside.http.records.RecordStatsRoutes;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The records service: one inbox, its workers and their lanes, whatever they are bound to. */
public final class RecordsService implements Service {
    private final InboxSettings settings;
    private final Meters meters;
    private final TaskWaiters waiters = new TaskWaiters();
    private final RecordStores stores;
    private final RecordStores.Ports ports;
    private final HeldLanes held;
    private final LaneWorkers workers;
    private final FlowRates rates;
    private final AcceptRecordChange accept;
    private final ApplyRecordTasks apply;
    private volatile boolean holdsLanes;

    public RecordsService(Foundation foundation) {
        this.settings = foundation.settings().inbox();
        this.meters = foundation.meters();
        this.stores = foundation
                .backends()
                .<RecordStores>map(backends -> new PostgresRecordStores(foundation, backends.databases(), waiters))
                .orElseGet(() -> new InMemoryRecordStores(foundation, waiters));
        this.ports = stores.ports();
        InstantSource clock = foundation.clock();
        Supplier<UUID> ids = foundation.ids();
        held = new HeldLanes(ports.lanes(), ids.get().toString(), RecordStores.LEASE_TTL, clock);
        workers = new LaneWorkers("record", settings.workers(), held);
        rates = new FlowRates(meters.flow(name(), RecordChange.VERBS), clock);
        accept = new AcceptRecordChange(ports.inbox(), clock, ids, rates, this::wake);
        RetrySettings retry = foundation.settings().retry();
        apply = new ApplyRecordTasks(
                ports.inbox(),
                foundation.traces().records(ports.records()),
                settings.batchSizeMax(),
                retry.retriesMax(),
                retry.backoff(),
                clock,
                new Random(),
                rates);
    }

    private void wake(Set<Lane> lanes) {
        workers.wake(lanes);
        if (!held.covers(lanes)) {
            stores.tellOthers();
        }
    }

    @Override
    public String name() {
        return "records";
    }

    @Override
    public List<Route> routes() {
        return Stream.of(
                        new RecordRoutes(accept, ports.records()).routes(),
                        new RecordStatsRoutes(ports.inbox(), rates, settings.workers(), settings.batchSizeMax())
                                .routes())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public Optional<Tasks> tasks() {
        return Optional.of(ports.tasks());
    }

    @Override
    public Optional<Origin> origin() {
        return Optional.of(new WakingOrigin(ports.origin(), workers::look));
    }

    @Override
    public void start(CloseStack started, Set<Role> roles) {
        meters.backlog(name(), this::backlog);
        stores.startKeeping(started, workers::look, held::look);
        if (roles.contains(Role.INBOX)) {
            startWorkers(started);
        }
    }

    /** Closed in reverse: the workers finish what is in hand under leases that stand, which are given back last. */
    private void startWorkers(CloseStack started) {
        holdsLanes = true;
        held.refresh();
        started.push("record lanes", held);
        started.push("record heartbeat", held.startHeartbeat("record-heartbeat", workers::look));
        started.push("record workers", workers.start(apply::runOnce, ports.inbox()::due));
        stores.drainBeforeWorkersStop(started);
    }

    private FlowBacklog backlog() {
        InboxStats stats = ports.inbox().stats();
        return new FlowBacklog(stats.count(TaskStatus.PENDING), stats.oldestUnfinished());
    }

    @Override
    public ComponentHealth health() {
        Map<String, Object> details = new TreeMap<>();
        details.put("backend", stores.durable() ? "postgres" : "memory");
        details.put("lanes", held.all().size());
        boolean answering = stores.tellHealth(details);
        try {
            InboxStats stats = ports.inbox().stats();
            details.put("pending", stats.count(TaskStatus.PENDING));
            details.put("dead", stats.count(TaskStatus.DEAD));
            details.put("oldest_unfinished_seconds", stats.oldestUnfinished().toSeconds());
        } catch (Unavailable e) {
            details.put("inbox", String.valueOf(e.getMessage()));
        }
        boolean healthy = answering && !details.containsKey("inbox") && working();
        return new ComponentHealth(name(), healthy, details);
    }

    /** Whether the tasks of lanes that are this instance's share are worked on. */
    private boolean working() {
        return !holdsLanes || held.current();
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
