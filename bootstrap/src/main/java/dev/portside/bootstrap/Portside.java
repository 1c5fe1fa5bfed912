package dev.portside.bootstrap;

import static java.lang.System.Logger.Level.WARNING;

import com.fasterxml.uuid.Generators;
import dev.portside.application.deadletters.RequeueDeadLetters;
import dev.portside.application.shared.RelieveMemory;
import dev.portside.application.shared.Worker;
import dev.portside.bootstrap.lifecycle.CloseStack;
import dev.portside.bootstrap.metrics.Meters;
import dev.portside.bootstrap.services.Backends;
import dev.portside.bootstrap.services.Foundation;
import dev.portside.bootstrap.services.OrdersService;
import dev.portside.bootstrap.services.ProductsService;
import dev.portside.bootstrap.services.RateLimitsService;
import dev.portside.bootstrap.services.RecordsService;
import dev.portside.bootstrap.services.Service;
import dev.portside.bootstrap.services.TodosService;
import dev.portside.bootstrap.services.UsersService;
import dev.portside.bootstrap.settings.MemorySettings;
import dev.portside.bootstrap.settings.RepositoryType;
import dev.portside.bootstrap.settings.Role;
import dev.portside.bootstrap.settings.Settings;
import dev.portside.bootstrap.traces.Traces;
import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.Signal;
import dev.portside.domain.shared.Unavailable;
import dev.portside.http.HttpServer;
import dev.portside.http.HttpSettings;
import dev.portside.http.Route;
import dev.portside.http.deadletters.DeadLetterRoutes;
import dev.portside.http.debug.DebugRoutes;
import dev.portside.http.debug.FlightRecordings;
import dev.portside.http.documents.DocumentRoutes;
import dev.portside.http.events.EventRoutes;
import dev.portside.http.events.LiveEvents;
import dev.portside.http.page.PageRoutes;
import dev.portside.http.tasks.TaskRoutes;
import dev.portside.http.tls.CurrentCertificate;
import dev.portside.kafka.memory.InMemoryUserEvents;
import dev.portside.kafka.memory.TopicRecord;
import dev.portside.postgres.JoinedDeadLetters;
import dev.portside.postgres.PostgresDeadLetters;
import dev.portside.postgres.memory.InMemoryDeadLetters;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The running service. Everything is made here, top to bottom in start order, and closed in reverse. */
public final class Portside implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Portside.class.getName());

    private final CloseStack started;
    private final Duration shutdownTimeout;
    private final Optional<String> startToken;
    private final RecordsService records;
    private final UsersService users;
    private final Monitoring monitoring;
    private final List<Route> routes;
    private final Optional<HttpServer> management;
    private final HttpServer server;

    /** Opens a port. */
    private interface Door {
        HttpServer serve(HttpSettings at, List<Route> routes);
    }

    private Portside(Settings settings, CloseStack started) {
        this.started = started;
        HttpServer.requireFree(settings.http());
        settings.management().ifPresent(HttpServer::requireFree);
        shutdownTimeout = settings.shutdownTimeout();
        InstantSource clock = InstantSource.system();
        Supplier<UUID> ids = Generators.timeBasedEpochGenerator()::generate;
        Meters meters = started.push("meters", Meters.start());
        Traces traces = started.push("traces", Traces.start(settings.traces()));
        Signal memoryRefused = new Signal();
        MemoryBudget memory = new MemoryBudget(settings.memory().bytesMax(), memoryRefused::raise);
        meters.memory(memory);
        Optional<Backends> backends = settings.repositoryType() == RepositoryType.POSTGRES
                ? Optional.of(Backends.open(settings, traces, started))
                : Optional.empty();
        backends.ifPresent(open -> open.databases().show(meters));
        DeadLetters deadLetters = backends.map(Backends::databases)
                .<DeadLetters>map(open -> new JoinedDeadLetters(
                        new PostgresDeadLetters(open.inbox()), new PostgresDeadLetters(open.main())))
                .orElseGet(() -> new InMemoryDeadLetters(memory));
        Signal listened = new Signal();
        LiveEvents live = new LiveEvents(ids.get(), listened::raise, memory);
        Foundation foundation =
                new Foundation(settings, clock, ids, memory, backends, deadLetters, meters, live, traces);
        AccessService access = new AccessService(settings, clock);
        startToken = access.startToken();

        records = new RecordsService(foundation);
        users = new UsersService(foundation);
        RateLimitsService rateLimits = new RateLimitsService(foundation);
        List<Service> services = List.of(
                records,
                new ProductsService(foundation),
                users,
                rateLimits,
                new TodosService(foundation),
                new OrdersService(foundation));
        started.push("memory relief", startRelief(settings.memory(), memory, memoryRefused, services));
        services.forEach(service -> service.start(started, settings.roles()));

        monitoring = new Monitoring(foundation, services);
        started.push("live flows", monitoring.startLiveFlows(live, listened));
        FlightRecordings recordings = new FlightRecordings();
        List<Route> watching = watching(monitoring, recordings);
        List<Route> working =
                settings.roles().contains(Role.API) ? working(services, foundation, monitoring) : List.of();
        routes = both(working, watching);
        Optional<CurrentCertificate> certificate =
                settings.tls().map(files -> new CurrentCertificate(files.certificate(), files.key(), clock));
        certificate.ifPresent(current -> started.push(
                "certificate", Worker.start("certificate", current::look, new Signal(), CurrentCertificate.PERIOD)));
        Door door = (at, open) -> HttpServer.start(
                open,
                certificate.map(at::over).orElse(at),
                rateLimits.guarded(access.gate()),
                monitoring.observer(),
                traces.calls(),
                ids);
        management = settings.management().map(at -> started.push("management", door.serve(at, watching)));
        server = started.push(
                "HTTP",
                door.serve(settings.http(), management.isPresent() ? both(working, monitoring.shown()) : routes));
        started.push("event streams", live);
        services.forEach(service -> started.push("callers of " + service.name(), service::releaseCallers));
        started.push("flight recordings", recordings);
        monitoring.lifecycle().started();
    }

    private static Worker startRelief(
            MemorySettings settings, MemoryBudget memory, Signal refused, List<Service> services) {
        RelieveMemory relieve = new RelieveMemory(memory, settings.threshold(), all(services, Service::cache));
        return Worker.start("memory-relief", relieve::runOnce, refused, settings.relieveInterval());
    }

    /** What callers ask for, of a process with the role {@code api}. */
    private static List<Route> working(List<Service> services, Foundation foundation, Monitoring monitoring) {
        DeadLetters deadLetters = foundation.deadLetters();
        RequeueDeadLetters requeue = new RequeueDeadLetters(deadLetters, all(services, Service::origin));
        List<Route> routes = new ArrayList<>();
        services.forEach(service -> routes.addAll(service.routes()));
        routes.addAll(new TaskRoutes(all(services, Service::tasks)).routes());
        routes.addAll(new DeadLetterRoutes(deadLetters, requeue).routes());
        routes.addAll(monitoring.flowRoutes());
        routes.addAll(new EventRoutes(foundation.live()).routes());
        routes.addAll(new DocumentRoutes().routes());
        routes.addAll(new PageRoutes().routes());
        return routes;
    }

    /** What those ask for who watch the service: all that a process answers which only works. */
    private static List<Route> watching(Monitoring monitoring, FlightRecordings recordings) {
        return both(monitoring.routes(), new DebugRoutes(recordings).routes());
    }

    private static List<Route> both(List<Route> some, List<Route> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    /** What those services give that have such a thing. */
    private static <T> List<T> all(List<Service> services, Function<Service, Optional<T>> part) {
        return services.stream().map(part).flatMap(Optional::stream).toList();
    }

    /**
     * Starts everything; when this returns, requests are answered. A backend that goes away meanwhile is waited for, as one
     * is that was away from the beginning.
     *
     * @throws Unavailable when one is away for longer than the connection timeout
     */
    public static Portside start(Settings settings) {
        long deadline =
                System.nanoTime() + settings.databases().connectionTimeout().toNanos();
        while (true) {
            CloseStack started = new CloseStack();
            try {
                return new Portside(settings, started);
            } catch (RuntimeException | Error e) {
                started.close(settings.shutdownTimeout());
                if (!(e instanceof Unavailable) || System.nanoTime() > deadline) {
                    throw e;
                }
                LOG.log(WARNING, () -> "the start begins again: " + e.getMessage());
            }
        }
    }

    public int port() {
        return server.port();
    }

    /** The port of health and metrics, when they have one of their own. */
    public Optional<Integer> managementPort() {
        return management.map(HttpServer::port);
    }

    /** A token with every role, when the secret was made at start. */
    public Optional<String> startToken() {
        return startToken;
    }

    /** Every route that is served. */
    List<Route> routes() {
        return routes;
    }

    /** How many tasks are waited for by their callers. */
    int tasksWaitedFor() {
        return records.tasksWaitedFor();
    }

    /** What user events were published so far, to a topic in memory. */
    List<TopicRecord> userEvents() {
        return ((InMemoryUserEvents) users.topic()).records();
    }

    /** Stops everything within {@code SHUTDOWN_TIMEOUT}; true when every part ended well. */
    public boolean stop() {
        monitoring.lifecycle().stopping();
        return started.close(shutdownTimeout);
    }

    @Override
    public void close() {
        stop();
    }
}
