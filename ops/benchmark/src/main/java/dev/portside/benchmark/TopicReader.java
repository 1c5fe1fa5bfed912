package dev.portside.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A reader of committed messages, from the topic's end at its start on. For one thread. */
final class TopicReader implements AutoCloseable {
    private static final Duration POLL_TIME = Duration.ofMillis(10);
    private static final Duration SILENCE_MAX = Duration.ofSeconds(60);
    private static final int DIGITS = 3;

    private final KafkaConsumer<byte[], byte[]> consumer;

    TopicReader(String brokers, String topic) throws IOException {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        brokers,
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        false,
                        "auto.offset.reset",
                        "earliest",
                        "max.poll.records",
                        10_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (PartitionInfo each : consumer.partitionsFor(topic)) {
            partitions.add(new TopicPartition(topic, each.partition()));
        }
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /**
     * What was read.
     *
     * @param perSecond of all but the first third, in which whoever publishes may still warm up
     */
    record Read(List<ConsumerRecord<byte[], byte[]>> records, double perSecond) {}

    /** Reads so many records; fails when one comes twice. */
    Read read(int count) throws IOException {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(count);
        long started = 0;
        int first = 0;
        long lastAt = System.nanoTime();
        while (records.size() < count) {
            int before = records.size();
            consumer.poll(POLL_TIME).forEach(records::add);
            long now = System.nanoTime();
            if (records.size() > before) {
                lastAt = now;
            } else if (now - lastAt > SILENCE_MAX.toNanos()) {
                throw new IOException("only " + before + " of " + count + " records came");
            }
            if (started == 0 && records.size() >= count / 3) {
                started = now;
                first = records.size();
            }
        }
        requireDistinct(records, count);
        return new Read(records, (count - first) * 1e9 / (lastAt - started));
    }

    private static void requireDistinct(List<ConsumerRecord<byte[], byte[]>> records, int count) throws IOException {
        Set<String> ids = new HashSet<>();
        records.forEach(each -> ids.add(header(each, "ce_id")));
        if (records.size() != count || ids.size() != count) {
            throw new IOException(count + " events were committed, but " + records.size() + " records with "
                    + ids.size() + " ids came");
        }
    }

    /** Reads so many records as they come: nanoseconds from each event's time to now. */
    Histogram ages(long count) {
        Histogram ages = new Histogram(DIGITS);
        while (ages.getTotalCount() < count) {
            for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL_TIME)) {
                ages.recordValue(Math.max(
                        0,
                        Duration.between(Instant.parse(header(each, "ce_time")), Instant.now())
                                .toNanos()));
            }
        }
        return ages;
    }

    private static String header(ConsumerRecord<byte[], byte[]> seen, String name) {
        return new String(seen.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
