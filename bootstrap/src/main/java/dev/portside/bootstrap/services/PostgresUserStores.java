package dev.portside.bootstrap.services;

import dev.portside.application.shared.Worker;
import dev.portside.application.users.UserCloudEvents;
import dev.portside.bootstrap.lifecycle.CloseStack;
import dev.portside.bootstrap.settings.KafkaSettings;
import dev.portside.domain.shared.Signal;
import dev.portside.kafka.KafkaCluster;
import dev.portside.kafka.users.KafkaUserEvents;
import dev.portside.postgres.PostgresLanes;
import dev.portside.postgres.users.OutboxUpkeep;
import dev.portside.postgres.users.PostgresUserOutbox;
import dev.portside.postgres.users.PostgresUsers;
import java.time.Duration;
import java.util.Map;

/** Users bound to PostgreSQL and Kafka. While Kafka is away the outbox grows, and users go on. */
final class PostgresUserStores implements UserStores {
    private static final Duration UPKEEP_INTERVAL = Duration.ofMinutes(10);
    private static final Duration VACUUM_LOOK = Duration.ofSeconds(1);

    private final Databases databases;
    private final KafkaCluster cluster;
    private final PostgresLanes lanes;
    private final PostgresUserOutbox outbox;
    private final PostgresUsers users;
    private final KafkaUserEvents topic;
    private final OutboxUpkeep upkeep;
    private final Ringing ringing;

    PostgresUserStores(Foundation foundation, Backends backends) {
        this.databases = backends.databases();
        this.cluster = backends.kafka();
        Duration retention = foundation.settings().relay().retention();
        lanes = new PostgresLanes(databases.main(), "users", LEASE_TTL);
        outbox = new PostgresUserOutbox(databases.main(), retention, foundation.clock());
        users = new PostgresUsers(databases.main(), foundation.clock());
        upkeep = new OutboxUpkeep(databases.main(), retention, foundation.clock());
        ringing = new Ringing("users", databases.main(), databases.mainAddress());
        KafkaSettings kafka = foundation.settings().kafka();
        topic = new KafkaUserEvents(
                cluster, kafka.userTopic(), kafka.partitions(), UserCloudEvents.FORMAT, foundation.ids());
    }

    @Override
    public Ports ports() {
        return new Ports(users, outbox, outbox, lanes, topic);
    }

    @Override
    public boolean durable() {
        return true;
    }

    @Override
    public Map<String, Boolean> backends() {
        return Map.of("main_database", databases.main().answers(), "kafka", cluster.answers());
    }

    @Override
    public void startKeeping(CloseStack started, Runnable look, Runnable lanesFreed) {
        upkeep.runOnce();
        started.push("users topic", topic);
        started.push("users upkeep", Worker.start("users-upkeep", upkeep::runOnce, new Signal(), UPKEEP_INTERVAL));
        started.push(
                "users vacuum",
                Worker.start("users-vacuum", () -> upkeep.vacuum(outbox.endedHere()), new Signal(), VACUUM_LOOK));
        ringing.start(started, look, lanesFreed);
    }

    @Override
    public void tellOthers() {
        ringing.tellOthers();
    }
}
