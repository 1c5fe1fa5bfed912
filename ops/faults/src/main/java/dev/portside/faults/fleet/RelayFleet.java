package dev.portside.faults.fleet;

import dev.portside.stack.Database;
import dev.portside.stack.LocalKafka;
import dev.portside.stack.Profile;
import dev.portside.stack.StackFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/** One instance that answers for users, relays that bring their events to a broker, and the servers between them. */
public final class RelayFleet implements AutoCloseable {
    /** The topic's name unless a setting says another. */
    public static final String TOPIC = "user-events";

    private final Databases databases;
    private final LocalKafka kafka;
    private final List<AutoCloseable> parts = new ArrayList<>();
    private final List<RelaySlot> relays = new ArrayList<>();
    private final Path distribution;
    private final Path logs;
    private Optional<Instance> api = Optional.empty();

    private RelayFleet(Databases databases, LocalKafka kafka, Path distribution, Path logs) {
        this.databases = databases;
        this.kafka = kafka;
        this.distribution = distribution;
        this.logs = logs;
    }

    /** Starts the servers alone. */
    public static RelayFleet start(Path distribution, Path logs) {
        CompletableFuture<LocalKafka> kafka =
                CompletableFuture.supplyAsync(() -> LocalKafka.start("Kafka", Profile.TEST));
        Databases databases = Databases.start();
        try {
            return new RelayFleet(databases, kafka.join(), distribution, logs);
        } catch (CompletionException | StackFailure e) {
            databases.close();
            throw new EnvironmentFault("no Kafka to break", e);
        }
    }

    /** Starts the instance that answers, which brings up the schemas, and returns when it is ready. */
    public RelayFleet withApi(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("ROLES", "api"));
        all.putAll(settings);
        Instance starting = instance("users api", all);
        api = Optional.of(starting);
        parts.add(starting);
        starting.revive();
        return this;
    }

    /** Starts so many relays and returns when all are ready. */
    public RelayFleet withRelays(int count, Map<String, String> settings) {
        for (int i = 1; i <= count; i++) {
            RelaySlot slot = new RelaySlot("relay " + i, (name, own) -> {
                Map<String, String> all = new HashMap<>(Map.of("ROLES", "relay"));
                all.putAll(settings);
                all.putAll(own);
                return instance(name, all);
            });
            relays.add(slot);
            parts.add(slot);
        }
        relays.forEach(RelaySlot::awaitReady);
        return this;
    }

    private Instance instance(String name, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(databases.settings());
        all.put("REPOSITORY_TYPE", "postgres");
        all.put("KAFKA_BROKERS", kafka.brokers());
        all.put("TEST_ENDPOINTS", "true");
        all.putAll(settings);
        return Instance.of(name, distribution, logs.resolve(name.replace(' ', '-') + ".log"), all);
    }

    /** The relays, which die as the seed decides. */
    public List<DyingRelay> dyingRelays(long seed) {
        SplittableRandom seeds = new SplittableRandom(seed);
        return relays.stream().map(slot -> new DyingRelay(slot, seeds.split())).toList();
    }

    /** The broker and the database of the outbox, so often that a blow hits one of them as often as one of the relays. */
    public List<Victim> servers() {
        List<Victim> servers = new ArrayList<>();
        int each = Math.max(1, relays.size() / 2);
        servers.addAll(Collections.nCopies(each, broker()));
        servers.addAll(Collections.nCopies(each, databases.main()));
        return servers;
    }

    public Victim broker() {
        return new Server("broker", kafka);
    }

    public String brokers() {
        return kafka.brokers();
    }

    public Instance api() {
        return api.orElseThrow();
    }

    public List<RelaySlot> relays() {
        return relays;
    }

    /** The database of users and their outbox. */
    public Database users() {
        return databases.records();
    }

    public void awaitReady() {
        api().awaitReady();
        relays.forEach(RelaySlot::awaitReady);
    }

    /** The broker's log goes with its data unless it is kept. */
    private void keepLog() {
        kafka.log().ifPresent(log -> {
            try {
                Files.createDirectories(logs);
                Files.copy(log, logs.resolve("broker.log"), StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new EnvironmentFault("the broker's log can't be kept", e);
            }
        });
    }

    @Override
    public void close() {
        try {
            keepLog();
        } finally {
            closeAll();
        }
    }

    private void closeAll() {
        Closing.all(Stream.concat(parts.stream(), Stream.of(kafka, databases)));
    }
}
