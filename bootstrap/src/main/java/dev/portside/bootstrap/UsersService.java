package dev.portside.bootstrap;

import dev.portside.application.shared.HeldLanes;
import dev.portside.application.shared.WakingOrigin;
import dev.portside.application.shared.Worker;
import dev.portside.application.users.ChangeUser;
import dev.portside.application.users.RegisterUser;
import dev.portside.application.users.RelayUserEvents;
import dev.portside.application.users.UserCloudEvents;
import dev.portside.application.users.UserJson;
import dev.portside.bootstrap.metrics.FlowBacklog;
import dev.portside.bootstrap.settings.Settings;
import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.deadletters.Origin;
import dev.portside.domain.deadletters.Source;
import dev.portside.domain.shared.ComponentHealth;
import dev.portside.domain.shared.FlowMeter;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.Signal;
import dev.portside.domain.users.OutboxStats;
import dev.portside.http.Route;
import dev.portside.http.users.CrashRoute;
import dev.portside.http.users.UserRoutes;
import dev.portside.kafka.memory.InMemoryUserEvents;
import dev.portside.postgres.memory.InMemoryLanes;
import dev.portside.postgres.memory.InMemoryUserOutbox;
import dev.portside.postgres.memory.InMemoryUsers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Supplier;

/** The users service, bound to memory. */
final class UsersService {
    private static final Duration LEASE_TTL = Duration.ofSeconds(6);
    private static final int TOPIC_RECORDS_MAX = 10_000;
    private static final int HALT_CODE = 137;

    private final InMemoryLanes lanes;
    private final InMemoryUserOutbox outbox;
    private final InMemoryUsers users;
    private final InMemoryUserEvents topic;
    private final DeadLetters deadLetters;
    private final Settings settings;
    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final FlowMeter meter;
    private final Signal wake = new Signal();

    /** The lanes of the relay, once it runs here. */
    private volatile Optional<HeldLanes> held = Optional.empty();

    UsersService(
            Settings settings,
            InstantSource clock,
            Supplier<UUID> ids,
            MemoryBudget memory,
            DeadLetters deadLetters,
            FlowMeter meter) {
        this.settings = settings;
        this.clock = clock;
        this.ids = ids;
        this.deadLetters = deadLetters;
        this.meter = meter;
        this.lanes = new InMemoryLanes(LEASE_TTL, clock);
        this.outbox = new InMemoryUserOutbox(lanes, deadLetters, clock, memory);
        this.users = new InMemoryUsers(outbox, clock, memory);
        this.topic = new InMemoryUserEvents(UserJson::bytes, UserCloudEvents::headers, TOPIC_RECORDS_MAX, ids, memory);
    }

    List<Route> routes() {
        List<Route> routes = new ArrayList<>(
                new UserRoutes(registering(wake::raise), new ChangeUser(users, clock, ids, wake::raise, meter), users)
                        .routes());
        if (settings.testEndpoints()) {
            routes.addAll(new CrashRoute(
                            registering(() -> {}), () -> Runtime.getRuntime().halt(HALT_CODE))
                    .routes());
        }
        return routes;
    }

    private RegisterUser registering(Runnable wakeRelay) {
        return new RegisterUser(users, clock, ids, wakeRelay, meter);
    }

    Origin origin() {
        return new WakingOrigin(outbox, wake::raise);
    }

    FlowBacklog backlog() {
        OutboxStats stats = outbox.stats();
        return new FlowBacklog(stats.unsent(), stats.oldestUnsent());
    }

    ComponentHealth health() {
        OutboxStats stats = outbox.stats();
        return new ComponentHealth(
                "users",
                held.map(HeldLanes::current).orElse(true),
                Map.of(
                        "backend", "memory",
                        "relay", held.isPresent(),
                        "outbox_unsent", stats.unsent(),
                        "oldest_unsent_seconds", stats.oldestUnsent().toSeconds(),
                        "dead", deadLetters.count(Optional.of(Source.USERS))));
    }

    /** What was published. */
    InMemoryUserEvents topic() {
        return topic;
    }

    void startRelay(CloseStack started) {
        HeldLanes lease =
                started.push("relay lanes", new HeldLanes(lanes, ids.get().toString(), LEASE_TTL, clock));
        lease.refresh();
        held = Optional.of(lease);
        started.push(
                "relay heartbeat",
                Worker.start("relay-heartbeat", lease::refresh, new Signal(), LEASE_TTL.dividedBy(3)));
        RelayUserEvents relay = started.push(
                "relay publisher",
                new RelayUserEvents(
                        outbox,
                        topic,
                        settings.relay().batchSizeMax(),
                        settings.relay().failuresMax(),
                        settings.retry().backoff(),
                        clock,
                        ids,
                        new SplittableRandom(),
                        meter));
        started.push(
                "relay",
                Worker.start(
                        "relay",
                        () -> relay.runOnce(lease.share(0, 1)),
                        wake,
                        settings.relay().pollInterval()));
    }
}
