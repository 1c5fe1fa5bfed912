package dev.portside.kafka.users;

import dev.portside.domain.shared.Invalid;
import dev.portside.kafka.KafkaFaults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Publishes outside of any transaction, with a producer that is made when it is first needed and after a failure. */
final class Replayer implements AutoCloseable {
    private final Supplier<Producer<byte[], byte[]>> producers;
    private Optional<Producer<byte[], byte[]>> open = Optional.empty();

    Replayer(Supplier<Producer<byte[], byte[]>> producers) {
        this.producers = producers;
    }

    /** Returns when all are durable; throws as {@link dev.portside.domain.users.UserEvents#replay} does. */
    synchronized void publish(List<ProducerRecord<byte[], byte[]>> records) {
        Producer<byte[], byte[]> producer = open.orElseGet(producers);
        open = Optional.of(producer);
        try {
            List<Future<?>> sending = new ArrayList<>();
            records.forEach(each -> sending.add(producer.send(each)));
            producer.flush();
            for (Future<?> one : sending) {
                one.get();
            }
        } catch (KafkaException | ExecutionException e) {
            close();
            throw KafkaFaults.isRefusal(e)
                    ? new Invalid("the topic in Kafka refuses one of these events")
                    : KafkaFaults.unavailable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw KafkaFaults.unavailable(e);
        }
    }

    @Override
    public synchronized void close() {
        open.ifPresent(producer -> producer.close(Duration.ZERO));
        open = Optional.empty();
    }
}
