package dev.portside.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.domain.shared.Unavailable;
import dev.portside.stack.LocalStack;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaClusterTest {
    private final String name = LocalStack.shared().kafka().freshName("topic");
    private final KafkaCluster cluster =
            new KafkaCluster(new KafkaAddress(LocalStack.shared().kafka().brokers(), Map.of()));

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void makesATopicOnceAndLeavesItAlone() {
        cluster.require(topic(3, 1, KafkaTopic.Cleanup.COMPACT));
        cluster.require(topic(5, 3, KafkaTopic.Cleanup.COMPACT));
        assertThat(cluster.end(new TopicPartition(name, 2))).isZero();
        assertThatThrownBy(() -> cluster.end(new TopicPartition(name, 3))).isInstanceOf(Unavailable.class);
    }

    @Test
    void refusesATopicThatCannotBeUsed() {
        cluster.require(topic(3, 1, KafkaTopic.Cleanup.DELETE));
        assertThatThrownBy(() -> cluster.require(topic(3, 1, KafkaTopic.Cleanup.COMPACT)))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("needs the cleanup.policy compact");
        assertThatThrownBy(() -> cluster.require(topic(4, 4, KafkaTopic.Cleanup.DELETE)))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("needs at least 4 partitions");
    }

    @Test
    void tellsWhetherABrokerAnswers() {
        assertThat(cluster.answers()).isTrue();
        cluster.close();
        try (KafkaCluster nowhere = new KafkaCluster(new KafkaAddress("127.0.0.1:1", Map.of()));
                KafkaCluster unknown = new KafkaCluster(new KafkaAddress("nowhere.invalid:9092", Map.of()))) {
            long start = System.nanoTime();
            assertThat(nowhere.answers()).isFalse();
            assertThat(unknown.answers()).isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
    }

    /** Only a share of a processor's time: how long anything takes says nothing here. */
    @Test
    void costsLittleWhileNoBrokerAnswers() {
        Set<Long> before = adminThreads().keySet();
        try (KafkaCluster nowhere = new KafkaCluster(new KafkaAddress("127.0.0.1:1", Map.of()))) {
            askFor(KafkaCluster.REQUEST_TIME_MAX, nowhere);
            long start = System.nanoTime();
            long worked = workedSince(before);
            askFor(KafkaCluster.REQUEST_TIME_MAX, nowhere);
            double share = (double) (workedSince(before) - worked) / (System.nanoTime() - start);
            assertThat(share).as("processor time").isPositive().isLessThan(0.05);
        }
    }

    private static void askFor(Duration time, KafkaCluster cluster) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < time.toNanos()) {
            assertThat(cluster.answers()).isFalse();
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private static long workedSince(Set<Long> before) {
        return adminThreads().entrySet().stream()
                .filter(thread -> !before.contains(thread.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** The processor time, in nanoseconds, of each thread of an admin client, by its id. */
    private static Map<Long, Long> adminThreads() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(Objects::nonNull)
                .filter(thread -> thread.getThreadName().startsWith("kafka-admin-client"))
                .collect(Collectors.toMap(
                        ThreadInfo::getThreadId, thread -> threads.getThreadCpuTime(thread.getThreadId())));
    }

    @Test
    void showsWhereTheBrokersAreAndNotHowToBeLetIn() {
        assertThat(new KafkaAddress("a:1", Map.of("sasl.jaas.config", "secret")))
                .hasToString("a:1");
    }

    private KafkaTopic topic(int partitions, int partitionsMin, KafkaTopic.Cleanup cleanup) {
        return new KafkaTopic(name, partitions, partitionsMin, Map.of(), cleanup);
    }
}
