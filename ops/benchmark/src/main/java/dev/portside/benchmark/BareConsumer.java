package dev.portside.benchmark;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Stores the last event of each product of what it polled, with one statement. For one thread. */
final class BareConsumer implements AutoCloseable {
    static final String TABLE = """
            CREATE TABLE bare_products (id text COLLATE "C" PRIMARY KEY, price numeric NOT NULL, stock bigint NOT NULL)
            WITH (fillfactor = 80)""";

    private static final Duration POLL_TIME = Duration.ofMillis(10);
    private static final int BATCH_SIZE = 1_000;
    private static final Pattern EVENT = Pattern.compile("\"price\":([0-9.]+),\"stock\":(\\d+)");
    private static final String STORE = """
            INSERT INTO bare_products (id, price, stock)
            SELECT * FROM unnest(CAST(? AS text[]), CAST(? AS numeric[]), CAST(? AS bigint[]))
            ON CONFLICT (id) DO UPDATE SET price = excluded.price, stock = excluded.stock""";

    private record State(BigDecimal price, long stock) {}

    private final KafkaConsumer<String, String> consumer;
    private final Connection store;
    private final PreparedStatement statement;

    /** Stands at the end of these partitions when this returns. */
    BareConsumer(String brokers, List<TopicPartition> partitions, Databases databases) throws SQLException {
        store = Databases.connect(databases.main());
        statement = store.prepareStatement(STORE);
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers, "enable.auto.commit", false, "max.poll.records", BATCH_SIZE),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** @param stored told of each batch */
    void consume(BooleanSupplier goOn, IntConsumer stored) throws SQLException {
        while (goOn.getAsBoolean()) {
            ConsumerRecords<String, String> records = consumer.poll(POLL_TIME);
            if (!records.isEmpty()) {
                Map<String, State> last = new TreeMap<>();
                records.forEach(each -> last.put(each.key(), state(each)));
                store(last);
                stored.accept(records.count());
            }
        }
    }

    private static State state(ConsumerRecord<String, String> event) {
        Matcher matcher = EVENT.matcher(event.value());
        if (!matcher.find()) {
            throw new IllegalStateException(event.value());
        }
        return new State(new BigDecimal(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }

    private void store(Map<String, State> last) throws SQLException {
        statement.setArray(1, store.createArrayOf("text", last.keySet().toArray()));
        statement.setArray(
                2,
                store.createArrayOf(
                        "numeric", last.values().stream().map(State::price).toArray()));
        statement.setArray(
                3,
                store.createArrayOf(
                        "bigint", last.values().stream().map(State::stock).toArray()));
        statement.execute();
    }

    @Override
    public void close() throws SQLException {
        try (store) {
            consumer.close();
        }
    }
}
