package dev.portside.bootstrap.services;

import dev.portside.application.shared.HeldLanes;
import dev.portside.application.shared.WakingOrigin;
import dev.portside.application.shared.Worker;
import dev.portside.application.users.ChangeUser;
import dev.portside.application.users.RegisterUser;
import dev.portside.application.users.RelayUserEvents;
import dev.portside.application.users.UserCloudEvents;
import dev.portside.application.users.UserJson;
import dev.portside.bootstrap.lifecycle.CloseStack;
import dev.portside.bootstrap.metrics.FlowBacklog;
import dev.portside.bootstrap.settings.Role;
import dev.portside.bootstrap.settings.Settings;
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
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Supplier;

/** The users service, bound to memory. */
public final class UsersService implements Service {
    private static final Duration LEASE_TTL = Duration.ofSeconds(6);
    private static final int TOPIC_RECORDS_MAX = 10_000;
    private static final int HALT_CODE = 137;

    private final InMemoryLanes lanes;
    private final InMemoryUserOutbox outbox;
    private final InMemoryUsers users;
    private final InMemoryUserEvents topic;
    private final Foundation foundation;
    private final Settings settings;
    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final FlowMeter meter;
    private final Signal wake = new Signal();

    /** The lanes of the relay, once it runs here. */
    private volatile Optional<HeldLanes> held = Optional.empty();

    public UsersService(Foundation foundation) {
        this.foundation = foundation;
        this.settings = foundation.settings();
        this.clock = foundation.clock();
        this.ids = foundation.ids();
        this.meter = foundation.meters().flow(name());
        MemoryBudget memory = foundation.memory();
        this.lanes = new InMemoryLanes(LEASE_TTL, clock);
        this.outbox = new InMemoryUserOutbox(lanes, foundation.deadLetters(), clock, memory);
        this.users = new InMemoryUsers(outbox, clock, memory);
        this.topic = new InMemoryUserEvents(UserJson::bytes, UserCloudEvents::headers, TOPIC_RECORDS_MAX, ids, memory);
    }

    @Override
    public String name() {
        return "users";
    }

    @Override
    public List<Route> routes() {
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

    @Override
    public Optional<Origin> origin() {
        return Optional.of(new WakingOrigin(outbox, wake::raise));
    }

    private FlowBacklog backlog() {
        OutboxStats stats = outbox.stats();
        return new FlowBacklog(stats.unsent(), stats.oldestUnsent());
    }

    @Override
    public ComponentHealth health() {
        OutboxStats stats = outbox.stats();
        return new ComponentHealth(
                name(),
                held.map(HeldLanes::current).orElse(true),
                Map.of(
                        "backend", "memory",
                        "relay", held.isPresent(),
                        "outbox_unsent", stats.unsent(),
                        "oldest_unsent_seconds", stats.oldestUnsent().toSeconds(),
                        "dead", foundation.deadLetters().count(Optional.of(Source.USERS))));
    }

    /** What was published. */
    public InMemoryUserEvents topic() {
        return topic;
    }

    @Override
    public void start(CloseStack started, Set<Role> roles) {
        foundation.meters().backlog(name(), this::backlog);
        if (roles.contains(Role.RELAY)) {
            startRelay(started);
        }
    }

    private void startRelay(CloseStack started) {
        HeldLanes lease =
                started.push("relay lanes", new HeldLanes(lanes, ids.get().toString(), LEASE_TTL, clock));
        lease.refresh();
        held = Optional.of(lease);
        started.push("relay heartbeat", lease.startHeartbeat("relay-heartbeat", wake::raise));
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
