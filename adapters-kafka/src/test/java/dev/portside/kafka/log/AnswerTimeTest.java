package dev.portside.kafka.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portside.domain.log.NewEntry;
import dev.portside.domain.shared.Unavailable;
import dev.portside.kafka.KafkaAddress;
import dev.portside.kafka.KafkaCluster;
import dev.portside.stack.LocalKafka;
import dev.portside.stack.Profile;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long an append takes when the brokers stop answering just before it. */
class AnswerTimeTest {
    private static final NewEntry ENTRY = new NewEntry("key", "{}", Optional.empty(), Optional.empty());

    private final LocalKafka kafka = LocalKafka.start("kafka-frozen", Profile.TEST);
    private final KafkaCluster cluster = new KafkaCluster(new KafkaAddress(kafka.brokers(), Map.of()));
    private final KafkaEventLog log = new KafkaEventLog(
            cluster, kafka.freshName("log"), "group", 1, 100, 100, KafkaEventLog.ANSWER_TIME_MAX, _ -> 0L);

    @AfterEach
    void close() {
        log.close();
        cluster.close();
        kafka.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isBoundedForTheFirstAppendAndForLaterOnes(boolean later) {
        if (later) {
            new PatientLog(cluster, log).append(ENTRY);
        }
        await().until(cluster::answers);
        kafka.pause();
        try {
            for (int i = 0; i < 3; i++) {
                long started = System.nanoTime();
                assertThatThrownBy(() -> log.append(ENTRY)).isInstanceOf(Unavailable.class);
                // Twice as long as allowed, for a busy machine.
                assertThat(Duration.ofNanos(System.nanoTime() - started))
                        .isLessThan(KafkaEventLog.ANSWER_TIME_MAX.multipliedBy(2));
            }
        } finally {
            kafka.resume();
        }
        new PatientLog(cluster, log).append(ENTRY);
    }
}
