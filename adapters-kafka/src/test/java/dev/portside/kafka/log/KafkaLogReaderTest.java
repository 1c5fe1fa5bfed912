package dev.portside.kafka.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.domain.log.LogBatch;
import dev.portside.domain.log.LogPlace;
import dev.portside.domain.log.LogReader;
import dev.portside.domain.log.NewEntry;
import dev.portside.domain.shared.Invalid;
import dev.portside.domain.shared.Unavailable;
import dev.portside.kafka.KafkaAddress;
import dev.portside.kafka.KafkaCluster;
import dev.portside.stack.LocalKafka;
import dev.portside.stack.LocalStack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is particular to logs in Kafka. */
@Timeout(120)
class KafkaLogReaderTest {
    private static final int PARTITIONS = 4;
    private static final Duration LOOK = Duration.ofMillis(200);

    private final LocalKafka kafka = LocalStack.shared().kafka();
    private final KafkaCluster cluster = new KafkaCluster(new KafkaAddress(kafka.brokers(), Map.of()));
    private final Map<Integer, Long> positions = new ConcurrentHashMap<>();
    private final IntToLongFunction stored = partition -> positions.getOrDefault(partition, 0L);
    private final String topic = kafka.freshName("log");
    private final KafkaEventLog log = log(cluster);
    private final PatientLog patient = new PatientLog(cluster, log);

    private KafkaEventLog log(KafkaCluster of) {
        return new KafkaEventLog(
                of, topic, topic + "-group", PARTITIONS, 100, 1_000, PatientLog.ANSWER_TIME_MAX, stored);
    }

    @AfterEach
    void close() {
        log.close();
        cluster.close();
    }

    @Test
    void membersShareThePartitionsAndWhoeverStaysGetsThoseOfWhoeverLeaves() throws Exception {
        Map<Integer, String> keys = keyOfEachPartition();
        try (LogReader one = log.reader(10, stored)) {
            try (LogReader other = log.reader(10, stored)) {
                Set<Integer> ofOne = new HashSet<>();
                Set<Integer> ofOther = new HashSet<>();
                // Only what comes after the group has settled is read once; before that a partition may change hands.
                while (ofOne.size() != PARTITIONS / 2 || ofOther.size() != PARTITIONS / 2) {
                    ofOne.clear();
                    ofOther.clear();
                    keys.values().forEach(key -> patient.append(entry(key)));
                    Set<Integer> both = new HashSet<>();
                    while (both.size() < PARTITIONS) {
                        ofOne.addAll(read(one));
                        ofOther.addAll(read(other));
                        both.addAll(ofOne);
                        both.addAll(ofOther);
                    }
                }
                assertThat(ofOne).doesNotContainAnyElementsOf(ofOther);
            }
            keys.values().forEach(key -> patient.append(entry(key)));
            Set<Integer> ofOne = new HashSet<>();
            while (ofOne.size() < PARTITIONS) {
                ofOne.addAll(read(one));
            }
        }
    }

    @Test
    void aPartitionThatComesWhileTheStoreIsAwayBeginsWhereTheStoreSays() throws Exception {
        LogPlace first = patient.append(entry("key"));
        LogPlace second = patient.append(entry("key"));
        positions.put(first.partition(), second.offset());
        AtomicInteger asked = new AtomicInteger();
        IntToLongFunction awayAtFirst = partition -> {
            if (asked.incrementAndGet() < 4) {
                throw new Unavailable("the store is away", Duration.ofSeconds(1));
            }
            return stored.applyAsLong(partition);
        };
        List<LogPlace> read = new ArrayList<>();
        try (LogReader reader = log.reader(10, awayAtFirst)) {
            while (read.isEmpty()) {
                try {
                    reader.poll(10, LOOK).forEach(batch -> batch.entries().forEach(each -> read.add(each.place())));
                } catch (Unavailable _) {
                    // Asked again, as a consumer does.
                }
            }
        }
        assertThat(read).containsExactly(second);
        assertThat(asked.get()).isGreaterThan(4);
    }

    @Test
    void aPartitionThatComesDuringARestWhileTheStoreIsAwayIsReadAfterwards() throws Exception {
        LogPlace place = patient.append(entry("key"));
        AtomicInteger asked = new AtomicInteger();
        AtomicBoolean away = new AtomicBoolean(true);
        IntToLongFunction awayAtFirst = partition -> {
            asked.incrementAndGet();
            if (away.get()) {
                throw new Unavailable("the store is away", Duration.ofSeconds(1));
            }
            return stored.applyAsLong(partition);
        };
        try (LogReader reader = log.reader(10, awayAtFirst)) {
            assertThat(reader.poll(10, Duration.ZERO)).isEmpty();
            while (asked.get() == 0) {
                reader.rest(LOOK);
            }
            reader.rest(LOOK);
            away.set(false);
            List<LogBatch> read = List.of();
            while (read.isEmpty()) {
                read = reader.poll(10, LOOK);
            }
            assertThat(read.getFirst().entries().getFirst().place()).isEqualTo(place);
        }
    }

    @Test
    void refusesAnEntryThatIsTooLarge() {
        assertThatThrownBy(() ->
                        patient.append(new NewEntry("key", "x".repeat(2 << 20), Optional.empty(), Optional.empty())))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining("too large");
        patient.append(entry("key"));
    }

    @Test
    void saysThatTheBrokersAreAwayWithoutWaitingForThem() {
        try (KafkaCluster nowhere = new KafkaCluster(new KafkaAddress("127.0.0.1:1", Map.of()));
                KafkaEventLog away = log(nowhere)) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> away.append(entry("key"))).isInstanceOf(Unavailable.class);
            }
        }
    }

    private Map<Integer, String> keyOfEachPartition() {
        Map<Integer, String> keys = new HashMap<>();
        for (int i = 0; keys.size() < PARTITIONS; i++) {
            String key = "key " + i;
            keys.putIfAbsent(patient.append(entry(key)).partition(), key);
        }
        return keys;
    }

    private static NewEntry entry(String key) {
        return new NewEntry(key, "{}", Optional.empty(), Optional.empty());
    }

    private static List<Integer> read(LogReader reader) throws InterruptedException {
        return reader.poll(100, LOOK).stream().map(LogBatch::partition).toList();
    }
}
