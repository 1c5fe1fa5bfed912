package dev.portside.kafka.log;

import dev.portside.domain.log.LogBatch;
import dev.portside.domain.log.LogEntry;
import dev.portside.domain.log.LogReader;
import dev.portside.domain.shared.Unavailable;
import dev.portside.kafka.KafkaFaults;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToLongFunction;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * A member of a consumer group of Kafka. Where it reads on is what the store says, asked when it gets a partition; what the
 * broker is told of it is for those who watch the group.
 *
 * <p>Hazard: a partition that came while the store was away. The consumer begins by itself with its first record then; what
 * it fetches is passed over until the store has said where to begin, and the partition is placed there.
 */
final class KafkaLogReader implements LogReader, ConsumerRebalanceListener {
    private static final Duration CLOSE_TIME_MAX = Duration.ofSeconds(1);

    /** So often the broker is told how far this has come; after each batch, that would cost it more than the reading does. */
    private static final Duration TELL_INTERVAL = Duration.ofSeconds(1);

    /** A partition that this member has. */
    private static final class Held {
        private final Deque<ConsumerRecord<byte[], byte[]>> fetched = new ArrayDeque<>();
        /** The offset to hand out next. */
        private long from;
    }

    private final String topic;
    private final Consumer<byte[], byte[]> consumer;
    private final IntToLongFunction stored;
    private final Map<Integer, Held> held = new LinkedHashMap<>();
    private final Set<Integer> unplaced = new HashSet<>();
    private final Map<TopicPartition, OffsetAndMetadata> untold = new HashMap<>();
    private long tellAt = System.nanoTime();

    /** @param stored the stored position of a partition */
    KafkaLogReader(String topic, Consumer<byte[], byte[]> consumer, IntToLongFunction stored) {
        this.topic = topic;
        this.consumer = consumer;
        this.stored = stored;
        consumer.subscribe(List.of(topic), this);
    }

    @Override
    public List<LogBatch> poll(int max, Duration waitMax) {
        long deadline = System.nanoTime() + waitMax.toNanos();
        try {
            do {
                if (System.nanoTime() - tellAt >= 0) {
                    tell();
                }
                placeTheUnplaced();
                if (held.values().stream().allMatch(one -> one.fetched.isEmpty())) {
                    fetch(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
                }
                List<LogBatch> batches = take(max);
                if (!batches.isEmpty()) {
                    return batches;
                }
            } while (System.nanoTime() < deadline);
            return List.of();
        } catch (WakeupException _) {
            return List.of();
        }
    }

    private void fetch(Duration waitMax) {
        try {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(waitMax);
            for (ConsumerRecord<byte[], byte[]> each : records) {
                @Nullable Held one = held.get(each.partition());
                if (one != null) {
                    one.fetched.addLast(each);
                }
            }
        } catch (WakeupException e) {
            throw e;
        } catch (KafkaException e) {
            throw KafkaFaults.unavailable(e);
        }
    }

    private List<LogBatch> take(int max) {
        List<LogBatch> batches = new ArrayList<>();
        int room = max;
        for (int partition : List.copyOf(held.keySet())) {
            Held one = held.remove(partition);
            if (one == null) {
                continue;
            }
            List<LogEntry> entries = new ArrayList<>();
            while (room > 0 && !one.fetched.isEmpty()) {
                entries.add(LogRecords.entry(one.fetched.removeFirst()));
                room--;
            }
            // Put at the end, so that a busy partition doesn't keep the others waiting.
            held.put(partition, one);
            if (!entries.isEmpty()) {
                LogBatch batch = new LogBatch(partition, one.from, entries);
                one.from = batch.next();
                batches.add(batch);
            }
        }
        return batches;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        for (TopicPartition each : partitions) {
            unplaced.add(each.partition());
        }
        try {
            placeTheUnplaced();
        } catch (Unavailable _) {
            // Asked again by the next poll.
        }
    }

    private void placeTheUnplaced() {
        for (int partition : List.copyOf(unplaced)) {
            place(partition, stored.applyAsLong(partition));
            unplaced.remove(partition);
        }
    }

    private void place(int partition, long from) {
        Held one = new Held();
        one.from = from;
        held.put(partition, one);
        consumer.seek(new TopicPartition(topic, partition), from);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        for (TopicPartition each : partitions) {
            held.remove(each.partition());
            unplaced.remove(each.partition());
            untold.remove(each);
        }
    }

    @Override
    public void done(int partition, long next) {
        if (held.containsKey(partition)) {
            untold.put(new TopicPartition(topic, partition), new OffsetAndMetadata(next));
        }
    }

    private void tell() {
        if (untold.isEmpty()) {
            return;
        }
        // An answer is not waited for: nothing depends on it.
        consumer.commitAsync(Map.copyOf(untold), (_, _) -> {});
        untold.clear();
        tellAt = System.nanoTime() + TELL_INTERVAL.toNanos();
    }

    @Override
    public void rewind(int partition, long from) {
        if (held.containsKey(partition)) {
            place(partition, from);
        }
    }

    @Override
    public void rest(Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        try {
            while (System.nanoTime() < deadline) {
                consumer.pause(consumer.assignment());
                fetch(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            }
        } catch (WakeupException _) {
            // As meant.
        } finally {
            // Those without a place, too: they get it later, and are read then.
            consumer.resume(consumer.assignment());
        }
    }

    @Override
    public void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        tell();
        consumer.close(CloseOptions.timeout(CLOSE_TIME_MAX));
    }
}
