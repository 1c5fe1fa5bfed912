package dev.portside.bootstrap.services;

import dev.portside.application.shared.HeldLanes;
import dev.portside.application.shared.Paced;
import dev.portside.application.shared.WakingOrigin;
import dev.portside.application.shared.Worker;
import dev.portside.application.users.ChangeUser;
import dev.portside.application.users.RegisterUser;
import dev.portside.application.users.RelayUserEvents;
import dev.portside.bootstrap.lifecycle.CloseStack;
import dev.portside.bootstrap.metrics.FlowBacklog;
import dev.portside.bootstrap.settings.RelaySettings;
import dev.portside.bootstrap.settings.Role;
import dev.portside.bootstrap.settings.Settings;
import dev.portside.bootstrap.steps.HaltAtStep;
import dev.portside.bootstrap.steps.SteppedOutbox;
import dev.portside.bootstrap.steps.SteppedTopic;
import dev.portside.bootstrap.steps.Steps;
import dev.portside.domain.deadletters.Origin;
import dev.portside.domain.deadletters.Source;
import dev.portside.domain.shared.ComponentHealth;
import dev.portside.domain.shared.FlowMeter;
import dev.portside.domain.shared.Lane;
import dev.portside.domain.shared.Signal;
import dev.portside.domain.shared.Unavailable;
import dev.portside.domain.users.OutboxStats;
import dev.portside.domain.users.UserEvent;
import dev.portside.domain.users.UserEvents;
import dev.portside.domain.users.UserOutbox;
import dev.portside.http.Route;
import dev.portside.http.users.CrashRoute;
import dev.portside.http.users.OutboxRoutes;
import dev.portside.http.users.UserRoutes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/** The users service: registering and changing, and the relay, whatever they are bound to. */
public final class UsersService implements Service {
    private static final int HALT_CODE = 137;

    /** A relay begins its next batch this long after its last one at the earliest, so that under load its batches grow. */
    private static final Duration PACE = Duration.ofMillis(10);

    private final UserStores stores;
    private final UserStores.Ports ports;
    private final Foundation foundation;
    private final Settings settings;
    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final FlowMeter meter;
    private final HeldLanes held;
    private final Signal wake = new Signal();
    private volatile boolean relays;

    public UsersService(Foundation foundation) {
        this.foundation = foundation;
        this.stores = foundation
                .backends()
                .<UserStores>map(backends -> new PostgresUserStores(foundation, backends))
                .orElseGet(() -> new InMemoryUserStores(foundation));
        this.ports = stores.ports();
        this.settings = foundation.settings();
        this.clock = foundation.clock();
        this.ids = foundation.ids();
        this.meter = foundation.meters().flow(name(), UserEvent.VERBS);
        this.held = new HeldLanes(ports.lanes(), ids.get().toString(), UserStores.LEASE_TTL, clock);
    }

    /** Where the events go. */
    public UserEvents topic() {
        return ports.topic();
    }

    private void wake() {
        wake.raise();
        if (held.all().size() < Lane.COUNT) {
            stores.tellOthers();
        }
    }

    @Override
    public String name() {
        return "users";
    }

    @Override
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>(new UserRoutes(
                        registering(this::wake),
                        new ChangeUser(ports.users(), clock, ids, this::wake, meter),
                        ports.users())
                .routes());
        routes.addAll(new OutboxRoutes(ports.outbox(), foundation.deadLetters()).routes());
        if (settings.testEndpoints()) {
            routes.addAll(new CrashRoute(registering(() -> {}), UsersService::halt).routes());
        }
        return routes;
    }

    /** Ends the process as kill -9 does. */
    private static void halt() {
        Runtime.getRuntime().halt(HALT_CODE);
    }

    private RegisterUser registering(Runnable wakeRelay) {
        return new RegisterUser(ports.users(), clock, ids, wakeRelay, meter);
    }

    @Override
    public Optional<Origin> origin() {
        return Optional.of(new WakingOrigin(ports.origin(), this::wake));
    }

    private FlowBacklog backlog() {
        OutboxStats stats = ports.outbox().stats();
        return new FlowBacklog(stats.unsent(), stats.oldestUnsent());
    }

    @Override
    public ComponentHealth health() {
        Map<String, Object> details = new TreeMap<>();
        details.put("backend", stores.durable() ? "postgres" : "memory");
        details.put("relay", relays);
        details.put("lanes", held.all().size());
        boolean answering = stores.tellHealth(details);
        try {
            OutboxStats stats = ports.outbox().stats();
            details.put("outbox_unsent", stats.unsent());
            details.put("oldest_unsent_seconds", stats.oldestUnsent().toSeconds());
            details.put("dead", foundation.deadLetters().count(Optional.of(Source.USERS)));
        } catch (Unavailable e) {
            details.put("outbox", String.valueOf(e.getMessage()));
        }
        boolean healthy = answering && !details.containsKey("outbox") && relaying();
        return new ComponentHealth(name(), healthy, details);
    }

    /** Whether the events in lanes that are this instance's share are relayed. */
    private boolean relaying() {
        return !relays || held.current();
    }

    @Override
    public void start(CloseStack started, Set<Role> roles) {
        foundation.meters().backlog(name(), this::backlog);
        stores.startKeeping(started, wake::raise, held::look);
        if (roles.contains(Role.RELAY)) {
            startRelay(started);
        }
    }

    /** Closed in reverse: the relay ends its batch under leases that stand, and its session, before these are given back. */
    private void startRelay(CloseStack started) {
        relays = true;
        held.refresh();
        started.push("relay lanes", held);
        started.push("relay heartbeat", held.startHeartbeat("relay-heartbeat", wake::raise));
        RelaySettings relaying = settings.relay();
        Optional<Steps> steps = relaying.haltAt().map(at -> new HaltAtStep(at, UsersService::halt));
        RelayUserEvents relay = started.push(
                "relay publisher",
                new RelayUserEvents(
                        steps.<UserOutbox>map(each -> new SteppedOutbox(ports.outbox(), each))
                                .orElse(ports.outbox()),
                        foundation
                                .traces()
                                .topic(
                                        settings.kafka().userTopic(),
                                        steps.<UserEvents>map(each -> new SteppedTopic(ports.topic(), each))
                                                .orElse(ports.topic())),
                        relaying.batchSizeMax(),
                        relaying.failuresMax(),
                        settings.retry().backoff(),
                        clock,
                        ids,
                        new SplittableRandom(),
                        meter));
        started.push(
                "relay",
                Worker.start("relay", new Paced(() -> relay.runOnce(held.all()), PACE), wake, relaying.pollInterval()));
    }
}
