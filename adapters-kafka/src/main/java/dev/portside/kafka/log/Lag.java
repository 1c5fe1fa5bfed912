package dev.portside.kafka.log;

import dev.portside.domain.log.Backlog;
import dev.portside.domain.shared.Unavailable;
import dev.portside.kafka.KafkaCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntToLongFunction;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a group is behind: the ends of the partitions less the stored positions. Between two looks it counts what was
 * appended here, so that an append need not ask anybody; a look is due every second.
 */
final class Lag implements AutoCloseable {
    /** What every consumer of a log is set to. */
    static final Map<String, Object> READING = Map.of(
            "isolation.level",
            "read_committed",
            "enable.auto.commit",
            false,
            "auto.offset.reset",
            "earliest",
            "allow.auto.create.topics",
            false);

    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

    private record Look(long entries, long appendedBefore, long atNanos) {}

    private final KafkaCluster cluster;
    private final String topic;
    private final long max;
    private final IntToLongFunction stored;
    private final LongAdder appended = new LongAdder();
    private final ReentrantLock looking = new ReentrantLock();
    private volatile Look last;
    private Optional<OldestEntries> oldest = Optional.empty();

    Lag(KafkaCluster cluster, String topic, long max, IntToLongFunction stored) {
        this.cluster = cluster;
        this.topic = topic;
        this.max = max;
        this.stored = stored;
        this.last = new Look(0, 0, System.nanoTime() - LOOK_INTERVAL.toNanos());
    }

    void appended() {
        appended.increment();
    }

    /** Whether no more may be appended, as far as is known. */
    boolean isFull() {
        if (System.nanoTime() - last.atNanos >= LOOK_INTERVAL.toNanos()) {
            Thread _ = Thread.startVirtualThread(this::lookUnlessSomebodyDoes);
        }
        Look known = last;
        return known.entries + appended.sum() - known.appendedBefore >= max;
    }

    private void lookUnlessSomebodyDoes() {
        if (looking.tryLock()) {
            try {
                Map<TopicPartition, Long> _ = look();
            } catch (Unavailable _) {
                // Whoever appends now will hear of it.
            } finally {
                looking.unlock();
            }
        }
    }

    /** The first entry that is not done of each partition that has any. */
    private Map<TopicPartition, Long> look() {
        long before = appended.sum();
        Map<TopicPartition, Long> first = new HashMap<>();
        long entries = 0;
        for (Map.Entry<TopicPartition, Long> end : cluster.ends(topic).entrySet()) {
            long next = stored.applyAsLong(end.getKey().partition());
            if (end.getValue() > next) {
                entries += end.getValue() - next;
                first.put(end.getKey(), next);
            }
        }
        last = new Look(entries, before, System.nanoTime());
        return first;
    }

    Backlog backlog() {
        looking.lock();
        try {
            Map<TopicPartition, Long> first = look();
            OldestEntries reader = oldest.orElseGet(() -> new OldestEntries(cluster.consumer(READING)));
            oldest = Optional.of(reader);
            Optional<Instant> acceptedAt = reader.at(first);
            return new Backlog(last.entries, acceptedAt);
        } finally {
            looking.unlock();
        }
    }

    @Override
    public void close() {
        looking.lock();
        try {
            oldest.ifPresent(OldestEntries::close);
            oldest = Optional.empty();
        } finally {
            looking.unlock();
        }
    }
}
