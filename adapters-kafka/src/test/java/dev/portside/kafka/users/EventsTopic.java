package dev.portside.kafka.users;

import static dev.portside.domain.users.SampleUsers.event;

import dev.portside.application.users.UserCloudEvents;
import dev.portside.application.users.UserJson;
import dev.portside.domain.users.Claim;
import dev.portside.domain.users.Delivered;
import dev.portside.domain.users.EventFormat;
import dev.portside.domain.users.PublisherId;
import dev.portside.domain.users.User;
import dev.portside.kafka.KafkaAddress;
import dev.portside.kafka.KafkaCluster;
import dev.portside.stack.LocalKafka;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A topic of its own on a broker, with two processes that publish there. */
final class EventsTopic implements AutoCloseable {
    static final int PARTITIONS = 8;

    /** Its value is more than a client sends. */
    static final User LARGE = event(666, 666).user();

    private static final int LARGE_BYTES = 2 << 20;

    final String name;
    final KafkaCluster cluster;
    final KafkaUserEvents here;
    final KafkaUserEvents there;

    EventsTopic(LocalKafka kafka) {
        name = kafka.freshName("user-events");
        cluster = new KafkaCluster(new KafkaAddress(kafka.brokers(), Map.of()));
        here = process();
        there = process();
    }

    private KafkaUserEvents process() {
        EventFormat format = new EventFormat(
                EventsTopic::value, UserCloudEvents.FORMAT.headers(), UserCloudEvents.FORMAT.replayHeaders());
        return new KafkaUserEvents(cluster, name, PARTITIONS, format, UUID::randomUUID);
    }

    private static byte[] value(User user) {
        return user.equals(LARGE) ? new byte[LARGE_BYTES] : UserJson.bytes(user);
    }

    /** Everything that a reader of committed messages sees. */
    List<Delivered> delivered() {
        return KafkaTopicReader.read(cluster, name);
    }

    List<String> deliveredIds() {
        return delivered().stream().map(Delivered::eventId).toList();
    }

    /** A publisher whose steps the test takes one by one: its transaction is open and has everything but its end. */
    Producer<byte[], byte[]> publishing(Claim claim, int number) {
        Producer<byte[], byte[]> producer = here.producer(claim.publisher());
        producer.initTransactions();
        producer.beginTransaction();
        ProducerRecord<byte[], byte[]> event = new ProducerRecord<>(name, bytes("key"), bytes("{}"));
        event.headers().add("ce_id", bytes(Integer.toString(number)));
        producer.send(event);
        producer.send(new ProgressTopic(cluster, name).published(claim.publisher(), claim.batch()));
        producer.flush();
        return producer;
    }

    /** Publishers whose progress is in one partition. */
    static PublisherId neighbour(int number) {
        return new PublisherId(new UUID(0, 32L * number));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        here.close();
        there.close();
        cluster.close();
    }
}
