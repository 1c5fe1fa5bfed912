package dev.portside.faults.fleet;

import dev.portside.stack.Database;
import dev.portside.stack.LocalKafka;
import dev.portside.stack.Profile;
import dev.portside.stack.StackFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Several instances that accept product events and apply them, and the servers between them, under a supervisor. */
public final class ProductFleet implements AutoCloseable {
    /** The topic's name unless a setting says another. */
    public static final String TOPIC = "product-events";

    private final Databases databases;
    private final LocalKafka kafka;
    private final List<Instance> instances;
    private final Supervisor supervisor;

    private ProductFleet(Databases databases, LocalKafka kafka, List<Instance> instances) {
        this.databases = databases;
        this.kafka = kafka;
        this.instances = instances;
        this.supervisor = new Supervisor(instances);
    }

    /**
     * Starts everything and returns when all is ready.
     *
     * @param distribution the folder with {@code bin/portside}
     * @param logs the folder for the instances' logs
     * @param settings of all instances
     */
    public static ProductFleet start(Path distribution, Path logs, int size, Map<String, String> settings) {
        CompletableFuture<LocalKafka> kafka =
                CompletableFuture.supplyAsync(() -> LocalKafka.start("Kafka", Profile.TEST));
        Databases databases = Databases.start();
        ProductFleet fleet;
        try {
            fleet = of(databases, kafka.join(), distribution, logs, size, settings);
        } catch (CompletionException | StackFailure e) {
            databases.close();
            throw new EnvironmentFault("no Kafka to break", e);
        }
        try {
            fleet.instances.forEach(Instance::start);
            fleet.awaitReady();
            return fleet;
        } catch (RuntimeException e) {
            fleet.close();
            throw e;
        }
    }

    private static ProductFleet of(
            Databases databases,
            LocalKafka kafka,
            Path distribution,
            Path logs,
            int size,
            Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(databases.settings());
        all.put("REPOSITORY_TYPE", "postgres");
        all.put("ROLES", "api,products");
        all.put("KAFKA_BROKERS", kafka.brokers());
        all.putAll(settings);
        List<Instance> instances = IntStream.rangeClosed(1, size)
                .mapToObj(i -> "products " + i)
                .map(name -> Instance.of(name, distribution, logs.resolve(name.replace(' ', '-') + ".log"), all))
                .toList();
        return new ProductFleet(databases, kafka, instances);
    }

    public List<Instance> instances() {
        return instances;
    }

    /** Everybody who can be broken; a blow hits instances, the broker and the database equally often. */
    public List<Victim> victims() {
        List<Victim> victims = new ArrayList<>(instances);
        victims.addAll(Collections.nCopies(instances.size(), broker()));
        victims.addAll(Collections.nCopies(instances.size(), database()));
        return victims;
    }

    public Victim broker() {
        return new Server("broker", kafka);
    }

    public Victim database() {
        return databases.main();
    }

    public String brokers() {
        return kafka.brokers();
    }

    /** The database of products. */
    public Database products() {
        return databases.records();
    }

    public void awaitReady() {
        instances.forEach(Instance::awaitReady);
    }

    @Override
    public void close() {
        supervisor.close();
        Closing.all(Stream.concat(instances.stream(), Stream.of(kafka, databases)));
    }
}
