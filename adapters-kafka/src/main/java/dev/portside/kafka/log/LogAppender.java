package dev.portside.kafka.log;

import dev.portside.domain.log.NewEntry;
import dev.portside.kafka.KafkaCluster;
import dev.portside.kafka.KafkaTopic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;

/** Appends entries to a topic, which it makes when it is not there; many at once share requests. */
final class LogAppender implements AutoCloseable {
    private static final int LINGER_MILLIS = 2;
    private static final int BATCH_BYTES_MAX = 128 << 10;

    private final KafkaCluster cluster;
    private final KafkaTopic topic;
    private final Duration answerTimeMax;
    private Optional<CompletableFuture<Producer<byte[], byte[]>>> open = Optional.empty();

    /** @param answerTimeMax after which an entry that the brokers have not taken is given up */
    LogAppender(KafkaCluster cluster, KafkaTopic topic, Duration answerTimeMax) {
        this.cluster = cluster;
        this.topic = topic;
        this.answerTimeMax = answerTimeMax;
    }

    /** Opens what the first entry needs. Returns when it is there, cannot be had now, or the time is over. */
    void prepare(Duration timeMax) {
        try {
            Producer<byte[], byte[]> _ = get(producer(), System.nanoTime() + timeMax.toNanos());
        } catch (ExecutionException | TimeoutException _) {
            // The first entry finds out whether it is there by then.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Where the brokers have put it.
     *
     * @param deadline of all steps together, as {@link System#nanoTime} tells it
     * @param answered called once when the brokers have answered or it was given up, perhaps after this has thrown
     */
    RecordMetadata append(NewEntry entry, long deadline, Runnable answered)
            throws ExecutionException, InterruptedException, TimeoutException {
        return get(sending(entry, deadline, answered), deadline);
    }

    private static <T> T get(Future<T> answer, long deadline)
            throws ExecutionException, InterruptedException, TimeoutException {
        return answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private Future<RecordMetadata> sending(NewEntry entry, long deadline, Runnable answered)
            throws ExecutionException, InterruptedException, TimeoutException {
        boolean sent = false;
        try {
            Producer<byte[], byte[]> producer = get(producer(), deadline);
            Future<RecordMetadata> answer =
                    producer.send(LogRecords.record(topic.name(), entry), (_, _) -> answered.run());
            sent = true;
            return answer;
        } finally {
            if (!sent) {
                answered.run();
            }
        }
    }

    /** Opened apart from who waits for it, since that may take longer than an append may. */
    private synchronized Future<Producer<byte[], byte[]>> producer() {
        if (open.filter(one -> !one.isCompletedExceptionally()).isEmpty()) {
            CompletableFuture<Producer<byte[], byte[]>> opening = new CompletableFuture<>();
            open = Optional.of(opening);
            Thread _ = Thread.ofVirtual().name(topic.name() + "-opening").start(() -> {
                try {
                    opening.complete(openProducer());
                } catch (RuntimeException | Error e) {
                    opening.completeExceptionally(e);
                }
            });
        }
        return open.get();
    }

    private Producer<byte[], byte[]> openProducer() {
        cluster.require(topic);
        int millisMax = Math.toIntExact(answerTimeMax.toMillis());
        Producer<byte[], byte[]> producer = cluster.producer(Map.of(
                ProducerConfig.CLIENT_ID_CONFIG,
                topic.name() + "-appender",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.LINGER_MS_CONFIG,
                LINGER_MILLIS,
                ProducerConfig.BATCH_SIZE_CONFIG,
                BATCH_BYTES_MAX,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                millisMax / 2,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                millisMax - LINGER_MILLIS,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                millisMax));
        try {
            // Else the first entry would spend its time on finding the partitions, and connecting to their leaders.
            List<PartitionInfo> _ = producer.partitionsFor(topic.name());
            return producer;
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    @Override
    public synchronized void close() {
        open.ifPresent(opening -> {
            CompletableFuture<Void> _ = opening.thenAccept(producer -> producer.close(answerTimeMax));
        });
        open = Optional.empty();
    }
}
