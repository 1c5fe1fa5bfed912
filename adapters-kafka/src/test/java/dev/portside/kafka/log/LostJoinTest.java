package dev.portside.kafka.log;

import static org.awaitility.Awaitility.await;

import dev.portside.domain.log.LogReader;
import dev.portside.domain.log.NewEntry;
import dev.portside.domain.shared.Unavailable;
import dev.portside.kafka.KafkaAddress;
import dev.portside.kafka.KafkaCluster;
import dev.portside.stack.LocalKafka;
import dev.portside.stack.Profile;
import dev.portside.stack.process.KafkaSettings;
import dev.portside.stack.process.Ports;
import dev.portside.stack.proxy.FaultyProxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.GroupState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A member whose connection dies without a word while it waits for the answer to its join. */
@Timeout(120)
class LostJoinTest {
    private static final int PARTITIONS = 2;
    private static final Duration LOOK = Duration.ofMillis(100);

    /** Three times as long as it takes; the client's preset would be five times that. */
    private static final Duration JOIN_TIME_MAX = Duration.ofSeconds(60);

    private final int listened = Ports.free();
    private final FaultyProxy way = FaultyProxy.to(listened);
    private final LocalKafka kafka = LocalKafka.startWithDetours(
            "kafka-lost-join", Profile.TEST, List.of(new KafkaSettings.Detour(listened, way.port())));
    private final KafkaCluster straight = new KafkaCluster(new KafkaAddress(kafka.brokers(), Map.of()));
    private final KafkaCluster byTheWay = new KafkaCluster(new KafkaAddress("127.0.0.1:" + way.port(), Map.of()));
    private final String topic = kafka.freshName("log");
    private final String group = topic + "-group";
    private final KafkaEventLog log = log(straight);
    private final KafkaEventLog farLog = log(byTheWay);
    private final PatientLog patient = new PatientLog(straight, log);
    private final AtomicInteger readFarAway = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();

    private KafkaEventLog log(KafkaCluster of) {
        return new KafkaEventLog(of, topic, group, PARTITIONS, 100, 1_000_000, PatientLog.ANSWER_TIME_MAX, _ -> 0L);
    }

    @AfterEach
    void close() {
        over.set(true);
        log.close();
        farLog.close();
        straight.close();
        byTheWay.close();
        kafka.close();
        way.close();
    }

    @Test
    void joinsAgainSoonEnough() throws Exception {
        try (LogReader near = log.reader(10, _ -> 0L)) {
            appendToAll();
            while (near.poll(10, LOOK).isEmpty()) {
                // It has joined when it reads.
            }
            Thread far = Thread.ofVirtual().start(this::readFarAway);
            // It stays in there as long as the first member asks for nothing.
            await().until(() -> state() == GroupState.PREPARING_REBALANCE);
            way.halfOpen();
            await().atMost(JOIN_TIME_MAX).until(() -> {
                if (near.poll(10, LOOK).isEmpty()) {
                    appendToAll();
                }
                return readFarAway.get() > 0;
            });
            over.set(true);
            far.join();
        }
    }

    private void appendToAll() {
        for (int i = 0; i < 2 * PARTITIONS; i++) {
            patient.append(new NewEntry("key " + i, "{}", Optional.empty(), Optional.empty()));
        }
    }

    private void readFarAway() {
        try (LogReader reader = farLog.reader(10, _ -> 0L)) {
            while (!over.get()) {
                try {
                    readFarAway.addAndGet(reader.poll(10, LOOK).size());
                } catch (Unavailable _) {
                    // Asked again, as a consumer does.
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private GroupState state() throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.brokers()))) {
            return admin.describeConsumerGroups(List.of(group))
                    .describedGroups()
                    .get(group)
                    .get()
                    .groupState();
        }
    }
}
