package dev.portside.nats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portside.domain.orders.OrderMessage;
import dev.portside.domain.shared.Unavailable;
import dev.portside.stack.LocalStack;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrderStreamTest {
    private static final Duration WAIT_MAX = Duration.ofSeconds(5);

    private final OrderStream stream = TestStream.fresh(Duration.ofSeconds(30));
    private final NatsCluster cluster =
            NatsCluster.open(TestStream.address(LocalStack.shared().nats()));
    private final NatsOrderFeed feed = new NatsOrderFeed(cluster, stream);

    @BeforeEach
    void connect() {
        await().until(cluster::answers);
    }

    @AfterEach
    void close() throws Exception {
        if (servers().getStreamNames().contains(stream.name())) {
            servers().deleteStream(stream.name());
        }
        feed.close();
        cluster.close();
    }

    private JetStreamManagement servers() throws Exception {
        return cluster.connection().jetStreamManagement();
    }

    private void makeStream(String subject) throws Exception {
        servers()
                .addStream(StreamConfiguration.builder()
                        .name(stream.name())
                        .subjects(subject)
                        .storageType(StorageType.Memory)
                        .maxMessages(7)
                        .build());
    }

    private ConsumerConfiguration.Builder consumer() {
        return ConsumerConfiguration.builder()
                .durable(stream.durable())
                .ackPolicy(AckPolicy.Explicit)
                .ackWait(Duration.ofSeconds(5));
    }

    @Test
    void leavesADifferingConfigurationAsItIsAndWorksWithIt() throws Exception {
        makeStream(stream.name() + ".*");
        servers().addOrUpdateConsumer(stream.name(), consumer().build());
        assertThat(taken("1")).isEqualTo("1");
        StreamConfiguration now = servers().getStreamInfo(stream.name()).getConfiguration();
        assertThat(now.getStorageType()).isEqualTo(StorageType.Memory);
        assertThat(now.getMaxMsgs()).isEqualTo(7);
        assertThat(servers()
                        .getConsumerInfo(stream.name(), stream.durable())
                        .getConsumerConfiguration()
                        .getAckWait())
                .isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void refusesAStreamThatDoesNotTakeTheSubject() throws Exception {
        makeStream(stream.name() + ".others");
        assertRefused("not NATS_SUBJECT=" + stream.subject());
    }

    @Test
    void refusesAConsumerThatWouldLoseOrders() throws Exception {
        makeStream(stream.subject());
        servers()
                .addOrUpdateConsumer(
                        stream.name(), consumer().ackPolicy(AckPolicy.None).build());
        assertRefused("orders would be lost");
        servers().deleteConsumer(stream.name(), stream.durable());
        servers().addOrUpdateConsumer(stream.name(), consumer().maxDeliver(3).build());
        assertRefused("has max_deliver 3: orders would be lost");
    }

    @Test
    void refusesAConsumerThatPushes() throws Exception {
        makeStream(stream.subject());
        servers()
                .addOrUpdateConsumer(
                        stream.name(), consumer().deliverSubject("elsewhere").build());
        assertRefused("pushes its messages");
    }

    private void assertRefused(String why) {
        assertThatThrownBy(() -> feed.next(1, WAIT_MAX))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining(why);
    }

    @Test
    void findsAStreamAgainThatWasRemoved() throws Exception {
        assertThat(taken("1")).isEqualTo("1");
        servers().deleteStream(stream.name());
        await().ignoreExceptions().until(() -> taken("2").equals("2"));
    }

    @Test
    void takesNoHeaderForAnOriginOrATraceThatHasNotItsForm() throws Exception {
        feed.publish(new byte[0], Optional.of("no trace"));
        OrderMessage message = feed.next(1, WAIT_MAX).getFirst();
        assertThat(message.traceparent()).isEmpty();
        assertThat(message.origin()).isEqualTo(message.id());
    }

    @Test
    void aPatternCoversSubjectsAsNatsSays() {
        assertThat(OrderStream.covers("orders", "orders")).isTrue();
        assertThat(OrderStream.covers("*", "orders")).isTrue();
        assertThat(OrderStream.covers(">", "orders.eu")).isTrue();
        assertThat(OrderStream.covers("orders.>", "orders.eu.north")).isTrue();
        assertThat(OrderStream.covers("orders.*", "orders.eu.north")).isFalse();
        assertThat(OrderStream.covers("orders.>", "orders")).isFalse();
        assertThat(OrderStream.covers("orderss", "orders")).isFalse();
    }

    /** What the feed delivers next, after this was published. */
    private String taken(String payload) throws InterruptedException {
        feed.publish(payload.getBytes(UTF_8), Optional.empty());
        List<OrderMessage> messages = feed.next(1, WAIT_MAX);
        return messages.isEmpty() ? "" : new String(messages.getFirst().payload(), UTF_8);
    }
}
