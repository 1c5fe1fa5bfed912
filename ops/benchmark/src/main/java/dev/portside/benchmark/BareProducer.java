package dev.portside.benchmark;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What a broker gives to somebody who does nothing but publish: transactions of ready records, one after the other. */
final class BareProducer implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;

    BareProducer(String brokers, String topic) {
        this.topic = topic;
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        brokers,
                        "transactional.id",
                        "bare-" + UUID.randomUUID(),
                        "acks",
                        "all",
                        "linger.ms",
                        10),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
    }

    /** Publishes copies of these records in batches of that size. */
    void publish(List<ConsumerRecord<byte[], byte[]>> records, int batch) {
        for (int start = 0; start < records.size(); start += batch) {
            producer.beginTransaction();
            for (ConsumerRecord<byte[], byte[]> each :
                    records.subList(start, Math.min(records.size(), start + batch))) {
                var _ = producer.send(new ProducerRecord<>(topic, null, each.key(), each.value(), each.headers()));
            }
            producer.commitTransaction();
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
