package dev.portside.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.application.users.UserCloudEvents;
import dev.portside.bootstrap.MigratedDatabases;
import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.deadletters.Origin;
import dev.portside.domain.shared.Lanes;
import dev.portside.domain.shared.MovableClock;
import dev.portside.domain.users.Delivered;
import dev.portside.domain.users.UserEvents;
import dev.portside.domain.users.UserOutbox;
import dev.portside.domain.users.UserStore;
import dev.portside.domain.users.Users;
import dev.portside.kafka.KafkaAddress;
import dev.portside.kafka.KafkaCluster;
import dev.portside.kafka.users.KafkaUserEvents;
import dev.portside.postgres.Database;
import dev.portside.postgres.PostgresDeadLetters;
import dev.portside.postgres.PostgresLanes;
import dev.portside.postgres.Schema;
import dev.portside.postgres.users.OutboxUpkeep;
import dev.portside.postgres.users.PostgresUserOutbox;
import dev.portside.postgres.users.PostgresUsers;
import dev.portside.stack.LocalKafka;
import dev.portside.stack.LocalStack;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The relay's world bound to a database and a topic of its own; each relay has its own client, as in its own process. */
final class RealRelayWorld implements AutoCloseable {
    private static final Duration LEASE_TTL = Duration.ofMinutes(10);
    private static final Duration RETENTION = Duration.ofDays(7);
    private static final Duration READ_TIME_MAX = Duration.ofSeconds(40);
    private static final int PARTITIONS = 2;

    private final LocalKafka kafka = LocalStack.shared().kafka();
    private final String topic = kafka.freshName("user-events");
    private final KafkaCluster cluster = new KafkaCluster(new KafkaAddress(kafka.brokers(), Map.of()));
    private final List<KafkaUserEvents> processes = new ArrayList<>();
    private final Store store = new Store();
    private final RelayWorld world = new RelayWorld(store, this::process, this::delivered);

    RelayWorld world() {
        return world;
    }

    private UserEvents process() {
        KafkaUserEvents process =
                new KafkaUserEvents(cluster, topic, PARTITIONS, UserCloudEvents.FORMAT, UUID::randomUUID);
        processes.add(process);
        return process;
    }

    private List<Delivered> delivered() {
        List<Delivered> delivered = new ArrayList<>();
        try (KafkaConsumer<String, String> reader = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.brokers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions =
                    List.of(new TopicPartition(topic, 0), new TopicPartition(topic, PARTITIONS - 1));
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            long deadline = System.nanoTime() + READ_TIME_MAX.toNanos();
            while (partitions.stream().anyMatch(each -> reader.position(each) < cluster.end(each))) {
                assertThat(System.nanoTime()).as("a transaction stays open").isLessThan(deadline);
                reader.poll(Duration.ofMillis(20)).forEach(each -> delivered.add(delivered(each)));
            }
        }
        return delivered;
    }

    private static Delivered delivered(ConsumerRecord<String, String> seen) {
        Map<String, String> headers = new HashMap<>();
        seen.headers().forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return new Delivered(seen.key(), headers, seen.value());
    }

    @Override
    public void close() {
        processes.forEach(KafkaUserEvents::close);
        cluster.close();
        store.database.close();
        LocalStack.shared().postgresMain().drop(store.place);
    }

    private static final class Store implements UserStore {
        private final dev.portside.stack.Database place = MigratedDatabases.fresh(Schema.MAIN);
        private final Database database =
                new Database(MigratedDatabases.address(place), Schema.MAIN, 4, Duration.ofSeconds(10));
        private final MovableClock clock = new MovableClock();
        private final PostgresLanes lanes = new PostgresLanes(database, "users", LEASE_TTL);
        private final PostgresUserOutbox outbox = new PostgresUserOutbox(database, RETENTION, clock);
        private final PostgresUsers users = new PostgresUsers(database, clock);
        private final PostgresDeadLetters deadLetters = new PostgresDeadLetters(database);

        Store() {
            new OutboxUpkeep(database, RETENTION, clock).runOnce();
        }

        @Override
        public Users users() {
            return users;
        }

        @Override
        public UserOutbox outbox() {
            return outbox;
        }

        @Override
        public Origin origin() {
            return outbox;
        }

        @Override
        public DeadLetters deadLetters() {
            return deadLetters;
        }

        @Override
        public Lanes lanes() {
            return lanes;
        }

        @Override
        public Duration leaseTtl() {
            return LEASE_TTL;
        }

        @Override
        public Instant now() {
            return clock.instant();
        }

        /** On the clock, and on the leases, which are on the database's. */
        @Override
        public void pass(Duration time) {
            clock.advance(time);
            database.inTransaction(db -> db.dml(
                    "UPDATE lane_owners SET alive_until = alive_until - CAST(? AS bigint) * INTERVAL '1 millisecond'",
                    time.toMillis()));
        }
    }
}
