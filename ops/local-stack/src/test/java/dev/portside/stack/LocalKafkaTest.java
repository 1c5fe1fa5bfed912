package dev.portside.stack;

import static org.apache.kafka.clients.CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.stack.process.KafkaSettings;
import dev.portside.stack.process.Ports;
import dev.portside.stack.proxy.FaultyProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class LocalKafkaTest extends LocalServerContract<LocalKafka> {
    private static final int FIRST_SEND_SECONDS_MAX = 10;
    private static final String TOPIC = "things";

    @Override
    LocalKafka startServer() {
        LocalKafka kafka = LocalKafka.start("test kafka", Profile.TEST);
        try (Admin admin = Admin.create(Map.of(BOOTSTRAP_SERVERS_CONFIG, kafka.brokers()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return kafka;
    }

    @Override
    void write(LocalKafka kafka, String key, String value) throws Exception {
        Map<String, Object> settings = new HashMap<>(clientSettings(kafka));
        settings.put("acks", "all");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, key, value)).get(FIRST_SEND_SECONDS_MAX, TimeUnit.SECONDS);
        }
    }

    @Override
    String read(LocalKafka kafka, String key) {
        Map<String, Object> settings = new HashMap<>(clientSettings(kafka));
        settings.put("enable.auto.commit", false);
        settings.put("default.api.timeout.ms", 1_000);
        settings.put("request.timeout.ms", 900);
        TopicPartition partition = new TopicPartition(TOPIC, 0);
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            String found = null;
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<String, String> each : consumer.poll(Duration.ofMillis(100))) {
                    found = each.key().equals(key) ? each.value() : found;
                }
            }
            return found;
        }
    }

    /** See {@link dev.portside.stack.process.EarlierLife}: twice, and it may forget transactions that it decided. */
    @Test
    void aKilledBrokerTakesUpTheCoordinationOfTransactionsOnceInItsNextLife() throws Exception {
        try (LocalKafka kafka = startServer()) {
            publish(kafka, "first");
            Path log = kafka.log().orElseThrow();
            long firstLife = coordinationsTakenUp(log);
            kafka.kill();
            kafka.start();
            publish(kafka, "second");
            assertThat(coordinationsTakenUp(log) - firstLife).isEqualTo(1);
        }
    }

    @Test
    void sendsClientsThatComeToADetourWhereItLeads() throws Exception {
        int listened = Ports.free();
        try (FaultyProxy proxy = FaultyProxy.to(listened);
                LocalKafka kafka = LocalKafka.startWithDetours(
                        "kafka with a detour",
                        Profile.TEST,
                        List.of(new KafkaSettings.Detour(listened, proxy.port())));
                Admin direct = Admin.create(Map.of(BOOTSTRAP_SERVERS_CONFIG, kafka.brokers()));
                Admin detoured = Admin.create(Map.of(BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + proxy.port()))) {
            assertThat(port(direct)).isEqualTo(kafka.port());
            assertThat(port(detoured)).isEqualTo(proxy.port());
        }
    }

    /** Where a client is told to find the broker. */
    private static int port(Admin admin) throws Exception {
        return admin.describeCluster()
                .nodes()
                .get(FIRST_SEND_SECONDS_MAX, TimeUnit.SECONDS)
                .iterator()
                .next()
                .port();
    }

    private static long coordinationsTakenUp(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(
                            line -> line.contains("Completed loading transaction metadata from __transaction_state-0 "))
                    .count();
        }
    }

    private static void publish(LocalKafka kafka, String value) throws Exception {
        Map<String, Object> settings = new HashMap<>(clientSettings(kafka));
        settings.put("transactional.id", "test");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(TOPIC, value)).get(FIRST_SEND_SECONDS_MAX, TimeUnit.SECONDS);
            producer.commitTransaction();
        }
    }

    private static Map<String, Object> clientSettings(LocalKafka kafka) {
        return Map.of(BOOTSTRAP_SERVERS_CONFIG, kafka.brokers());
    }
}
