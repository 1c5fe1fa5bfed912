package dev.portside.benchmark;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * What the broker and the store give to somebody who does nothing else: callers in this process that each wait for the
 * broker's answer to their event, and consumers beside them. No HTTP, no positions, no keys, no order among states.
 */
final class BareProducts implements Contender {
    private static final int CONSUMERS = 3;
    private static final int EVENTS = 10_000;

    private final String brokers;
    private final String topic;
    private final int partitions;
    private final Databases databases;
    private final List<ProducerRecord<String, String>> events;

    /** Makes the table; the topic is there. */
    BareProducts(String brokers, String topic, int partitions, Databases databases, RandomGenerator random)
            throws SQLException {
        this.brokers = brokers;
        this.topic = topic;
        this.partitions = partitions;
        this.databases = databases;
        Supplier<String> made = ProductCalls.events(random);
        this.events = Stream.generate(made)
                .limit(EVENTS)
                .map(event -> new ProducerRecord<>(topic, product(event), event))
                .toList();
        Databases.execute(databases.main(), BareConsumer.TABLE);
    }

    private static String product(String event) {
        return event.split("\"", 5)[3];
    }

    /** One measurement. */
    private static final class Run {
        private final AtomicLong accepted = new AtomicLong();
        private final AtomicLong acceptedAt = new AtomicLong();
        private final AtomicLong applied = new AtomicLong();
        private final AtomicLong appliedAt = new AtomicLong();
        private final AtomicBoolean accepting = new AtomicBoolean(true);

        private void applied(int count) {
            applied.addAndGet(count);
            appliedAt.set(System.nanoTime());
        }

        private boolean unfinished() {
            return accepting.get() || applied.get() < accepted.get();
        }
    }

    @Override
    public Throughput throughput(Duration time) throws IOException, InterruptedException {
        Run run = new Run();
        List<BareConsumer> consumers = consumers();
        try (ExecutorService threads = Executors.newCachedThreadPool();
                KafkaProducer<String, String> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", brokers, "acks", "all", "linger.ms", 2),
                        new StringSerializer(),
                        new StringSerializer())) {
            List<Future<?>> consuming = new ArrayList<>();
            consumers.forEach(each -> consuming.add(threads.submit((Callable<Void>) () -> {
                try (each) {
                    each.consume(run::unfinished, run::applied);
                }
                return null;
            })));
            long start = System.nanoTime();
            List<Future<?>> calling = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                int from = i * EVENTS / CALLERS;
                calling.add(threads.submit((Callable<Void>) () -> {
                    for (int next = from; System.nanoTime() - start < time.toNanos(); next++) {
                        producer.send(events.get(next % EVENTS)).get();
                        run.accepted.incrementAndGet();
                        run.acceptedAt.set(System.nanoTime());
                    }
                    return null;
                }));
            }
            join(calling);
            run.accepting.set(false);
            join(consuming);
            return new Throughput(
                    run.accepted.get(), run.acceptedAt.get() - start, run.applied.get(), run.appliedAt.get() - start);
        }
    }

    private List<BareConsumer> consumers() throws IOException {
        try {
            List<BareConsumer> consumers = new ArrayList<>();
            for (int i = 0; i < CONSUMERS; i++) {
                int index = i;
                List<TopicPartition> own = IntStream.range(0, partitions)
                        .filter(partition -> partition % CONSUMERS == index)
                        .mapToObj(partition -> new TopicPartition(topic, partition))
                        .toList();
                consumers.add(new BareConsumer(brokers, own, databases));
            }
            return consumers;
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private static void join(List<Future<?>> running) throws IOException, InterruptedException {
        for (Future<?> each : running) {
            try {
                each.get();
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            }
        }
    }
}
