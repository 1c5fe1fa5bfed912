package dev.portside.faults.fleet;

import dev.portside.stack.Database;
import dev.portside.stack.LocalKafka;
import dev.portside.stack.LocalRedis;
import dev.portside.stack.Profile;
import dev.portside.stack.StackFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/** Instances that answer for todos, some of which apply commands as well, and the servers between them. */
public final class TodoFleet implements AutoCloseable {
    /** The topic's name unless a setting says another. */
    public static final String TOPIC = "todo-commands";

    private static final String SECRET = "a secret of the tests with faults, and of nothing else";

    private final Databases databases;
    private final LocalKafka kafka;
    private final LocalRedis redis;
    private final List<Instance> instances = new ArrayList<>();
    private final String token;
    private Optional<Supervisor> supervisor = Optional.empty();

    private TodoFleet(Databases databases, LocalKafka kafka, LocalRedis redis, String token) {
        this.databases = databases;
        this.kafka = kafka;
        this.redis = redis;
        this.token = token;
    }

    /**
     * Starts everything and returns when all is ready.
     *
     * @param distribution the folder with {@code bin/portside}
     * @param logs the folder for the instances' logs
     * @param roles of each instance
     */
    public static TodoFleet start(Path distribution, Path logs, List<String> roles) {
        CompletableFuture<LocalKafka> kafka =
                CompletableFuture.supplyAsync(() -> LocalKafka.start("Kafka", Profile.TEST));
        Databases databases = Databases.start();
        TodoFleet fleet;
        try {
            fleet = new TodoFleet(
                    databases,
                    kafka.join(),
                    LocalRedis.start("Redis"),
                    Token.made(distribution, SECRET, "todos:write"));
        } catch (CompletionException | StackFailure e) {
            databases.close();
            throw new EnvironmentFault("no servers to break", e);
        }
        try {
            for (int i = 1; i <= roles.size(); i++) {
                fleet.instances.add(fleet.instance("todos " + i, roles.get(i - 1), distribution, logs));
            }
            fleet.supervisor = Optional.of(new Supervisor(fleet.instances));
            fleet.instances.forEach(Instance::start);
            fleet.awaitReady();
            return fleet;
        } catch (RuntimeException e) {
            fleet.close();
            throw e;
        }
    }

    private Instance instance(String name, String roles, Path distribution, Path logs) {
        Map<String, String> settings = new HashMap<>(databases.settings());
        settings.put("REPOSITORY_TYPE", "postgres");
        settings.put("ROLES", roles);
        settings.put("KAFKA_BROKERS", kafka.brokers());
        settings.put("REDIS_URL", redis.uri().toString());
        settings.put("JWT_SECRET", SECRET);
        settings.put("CIRCUIT_BREAKER_TIMEOUT", "2s");
        return Instance.of(name, distribution, logs.resolve(name.replace(' ', '-') + ".log"), settings);
    }

    public List<Instance> instances() {
        return instances;
    }

    /** The value of the header that lets a call change todos. */
    public String authorization() {
        return "Bearer " + token;
    }

    public Victim redis() {
        return new Server("redis", redis);
    }

    /** Where Redis takes commands. */
    public int redisPort() {
        return redis.port();
    }

    /** Who is killed under commands: instances, the broker and the database equally often. */
    public List<Victim> victims() {
        List<Victim> victims = new ArrayList<>(instances);
        victims.addAll(Collections.nCopies(instances.size(), broker()));
        victims.addAll(Collections.nCopies(instances.size(), databaseServer()));
        return victims;
    }

    public String brokers() {
        return kafka.brokers();
    }

    public Victim broker() {
        return new Server("broker", kafka);
    }

    public Victim databaseServer() {
        return databases.main();
    }

    /** The database of todos. */
    public Database database() {
        return databases.records();
    }

    public void awaitReady() {
        instances.forEach(Instance::awaitReady);
    }

    @Override
    public void close() {
        supervisor.ifPresent(Supervisor::close);
        Closing.all(Stream.concat(instances.stream(), Stream.of(kafka, redis, databases)));
    }
}
