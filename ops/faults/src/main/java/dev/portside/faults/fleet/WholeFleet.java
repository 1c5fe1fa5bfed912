package dev.portside.faults.fleet;

import dev.portside.stack.Database;
import dev.portside.stack.LocalKafka;
import dev.portside.stack.LocalNats;
import dev.portside.stack.LocalRedis;
import dev.portside.stack.Profile;
import dev.portside.stack.StackFailure;
import dev.portside.stack.process.KafkaSettings;
import dev.portside.stack.process.Ports;
import dev.portside.stack.proxy.FaultyProxy;
import io.nats.client.Connection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Instances with all flows, all servers, and between each instance and each server a network that can fail. Tests ask the
 * servers themselves, not through that network.
 */
public final class WholeFleet implements AutoCloseable {
    /** The role of the server that keeps all that is stored, and of the one that limits are decided by. */
    public static final String MAIN = "main";

    public static final String REDIS = "redis";

    private static final String EVERYTHING = "api,inbox,products,relay,todos,orders";
    private static final String SECRET = "a secret of the tests with faults, and of nothing else";

    /** The last one accepts and reads, and has all its work done by the others. */
    private static final List<String> ROLES = List.of(EVERYTHING, EVERYTHING, "api");

    private final Databases databases;
    private final LocalKafka kafka;
    private final LocalRedis redis;
    private final LocalNats nats;
    private final Connection connection;
    private final List<Way> ways;
    private final List<Instance> instances;
    private final Supervisor supervisor;
    private final String token;

    private WholeFleet(Servers servers, List<Way> ways, List<Instance> instances, String token) {
        this.databases = servers.databases;
        this.kafka = servers.kafka;
        this.redis = servers.redis;
        this.nats = servers.nats;
        this.connection = OrderStream.connect(nats);
        this.ways = ways;
        this.instances = instances;
        this.supervisor = new Supervisor(instances);
        this.token = token;
    }

    private record Servers(Databases databases, LocalKafka kafka, LocalRedis redis, LocalNats nats) {
        static Servers start(List<KafkaSettings.Detour> detours) {
            CompletableFuture<LocalKafka> kafka =
                    starting(() -> LocalKafka.startWithDetours("Kafka", Profile.TEST, detours));
            CompletableFuture<LocalRedis> redis = starting(() -> LocalRedis.start("Redis"));
            CompletableFuture<LocalNats> nats = starting(OrderStream::server);
            CompletableFuture<Databases> databases = starting(Databases::start);
            try {
                return new Servers(databases.join(), kafka.join(), redis.join(), nats.join());
            } catch (CompletionException | StackFailure e) {
                Closing.all(Stream.of(kafka, redis, nats, databases).flatMap(WholeFleet::started));
                throw new EnvironmentFault("no servers to break", e);
            }
        }

        private static <T> CompletableFuture<T> starting(Supplier<T> start) {
            return CompletableFuture.supplyAsync(
                    start, task -> Thread.ofVirtual().start(task));
        }
    }

    private static Stream<AutoCloseable> started(CompletableFuture<? extends AutoCloseable> starting) {
        return starting.handle((server, _) -> Stream.<AutoCloseable>ofNullable(server))
                .join();
    }

    /**
     * Starts everything and returns when all is ready.
     *
     * @param distribution the folder with {@code bin/portside}
     * @param logs the folder for the instances' logs
     */
    public static WholeFleet start(Path distribution, Path logs) {
        List<FaultyProxy> toKafka = new ArrayList<>();
        List<KafkaSettings.Detour> detours = new ArrayList<>();
        for (String _ : ROLES) {
            int listened = Ports.free();
            toKafka.add(FaultyProxy.to(listened));
            detours.add(new KafkaSettings.Detour(listened, toKafka.getLast().port()));
        }
        Servers servers = Servers.start(detours);
        String token = Token.made(distribution, SECRET, "todos:write", "admin");
        List<Way> ways = new ArrayList<>();
        List<Instance> instances = new ArrayList<>();
        for (int i = 0; i < ROLES.size(); i++) {
            String name = "instance " + (i + 1);
            Map<String, FaultyProxy> own = new LinkedHashMap<>();
            own.put(MAIN, FaultyProxy.to(servers.databases.records().port()));
            own.put("inbox", FaultyProxy.to(servers.databases.tasks().port()));
            own.put(REDIS, FaultyProxy.to(servers.redis.port()));
            own.put("broker", toKafka.get(i));
            own.put("NATS", FaultyProxy.to(servers.nats.port()));
            own.forEach((backend, proxy) -> ways.add(new Way(backend, List.of(name), List.of(proxy))));
            Path log = logs.resolve(name.replace(' ', '-') + ".log");
            instances.add(Instance.of(name, distribution, log, settings(servers, ROLES.get(i), own)));
        }
        WholeFleet fleet = new WholeFleet(servers, ways, instances, token);
        try {
            OrderStream.make(fleet.connection);
            instances.forEach(Instance::start);
            fleet.awaitReady();
            return fleet;
        } catch (RuntimeException e) {
            fleet.close();
            throw e;
        }
    }

    private static Map<String, String> settings(Servers servers, String roles, Map<String, FaultyProxy> ways) {
        Map<String, String> settings = new HashMap<>(servers.databases.settings());
        settings.put("DB_PORT", port(ways, MAIN));
        settings.put("INBOX_DB_PORT", port(ways, "inbox"));
        settings.put("REDIS_URL", "redis://127.0.0.1:" + port(ways, REDIS));
        settings.put("KAFKA_BROKERS", "127.0.0.1:" + port(ways, "broker"));
        settings.put("NATS_URL", "nats://127.0.0.1:" + port(ways, "NATS"));
        settings.put("REPOSITORY_TYPE", "postgres");
        settings.put("ROLES", roles);
        settings.put("JWT_SECRET", SECRET);
        // Caches are full soon, so that what still grows then is no cache.
        settings.put("MAX_MEMORY_USAGE", "10MB");
        // A machine that carries all of this may take longer than usual; calls that are not decided in time prove
        // nothing.
        settings.put("RATE_LIMIT_TIMEOUT", "250ms");
        // What is tried again is tried sooner than it would, so that what is lost is found sooner, too.
        settings.put("MAX_RETRY_DELAY", "2s");
        settings.put("CIRCUIT_BREAKER_TIMEOUT", "2s");
        return settings;
    }

    private static String port(Map<String, FaultyProxy> ways, String backend) {
        return Integer.toString(Objects.requireNonNull(ways.get(backend)).port());
    }

    public List<Instance> instances() {
        return instances;
    }

    /** All processes: instances and servers. */
    public List<Victim> victims() {
        List<Victim> victims = new ArrayList<>(instances);
        victims.addAll(List.of(
                databases.main(),
                databases.inbox(),
                new Server(REDIS, redis),
                new Server("broker", kafka),
                new Server("NATS", nats)));
        return victims;
    }

    /** The ways of each instance, and of all together, to each backend. */
    public List<Way> ways() {
        List<Way> all = new ArrayList<>(ways);
        Map<String, List<Way>> byBackend = new LinkedHashMap<>();
        ways.forEach(way ->
                byBackend.computeIfAbsent(way.backend(), _ -> new ArrayList<>()).add(way));
        byBackend.forEach((backend, each) -> all.add(new Way(
                backend,
                each.stream().flatMap(way -> way.instances().stream()).toList(),
                each.stream().flatMap(way -> way.proxies().stream()).toList())));
        return all;
    }

    /** The database of all that is stored. */
    public Database database() {
        return databases.records();
    }

    public String brokers() {
        return kafka.brokers();
    }

    /** To NATS; finds it again by itself. */
    public Connection connection() {
        return connection;
    }

    /** The value of the header that lets a call change todos and plans. */
    public String authorization() {
        return "Bearer " + token;
    }

    /** How often an instance ended by itself. */
    public int ownEnds() {
        return instances.stream().mapToInt(Instance::ownEnds).sum();
    }

    public void awaitReady() {
        instances.forEach(Instance::awaitReady);
    }

    @Override
    public void close() {
        supervisor.close();
        Stream<AutoCloseable> proxies = ways.stream().flatMap(way -> way.proxies().stream());
        Closing.all(Stream.of(instances.stream(), proxies, Stream.of(connection, nats, kafka, redis, databases))
                .flatMap(parts -> parts));
    }
}
