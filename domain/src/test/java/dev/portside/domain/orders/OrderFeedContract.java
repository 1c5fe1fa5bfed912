package dev.portside.domain.orders;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.deadletters.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every binding of {@link OrderFeed} does. */
public abstract class OrderFeedContract {
    private static final Duration MOMENT = Duration.ofMillis(50);
    private static final Optional<String> TRACE =
            Optional.of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

    /** An empty feed with the ack wait of {@link #ackWait}. */
    protected abstract OrderFeed feed();

    protected abstract Duration ackWait();

    /** Lets the time pass, for real or on the binding's clock. */
    protected abstract void pass(Duration time) throws InterruptedException;

    @Test
    void deliversAMessageAsItWasPublished() throws InterruptedException {
        OrderFeed feed = feed();
        byte[] payload = {0, -1, '{', 10};
        String id = feed.publish(payload, TRACE);
        OrderMessage message = only(feed);
        assertThat(message.id()).isEqualTo(id);
        assertThat(message.origin()).isEqualTo(id);
        assertThat(message.payload()).containsExactly(payload);
        assertThat(message.deliveries()).isEqualTo(1);
        assertThat(message.traceparent()).isEqualTo(TRACE);
    }

    @Test
    void deliversInTheOrderOfPublishingAndNoMoreThanAskedFor() throws InterruptedException {
        OrderFeed feed = feed();
        List<String> ids = List.of(publish(feed, "1"), publish(feed, "2"), publish(feed, "3"));
        assertThat(feed.next(2, MOMENT)).extracting(OrderMessage::id).containsExactlyElementsOf(ids.subList(0, 2));
        assertThat(feed.next(2, MOMENT)).extracting(OrderMessage::id).containsExactly(ids.get(2));
        assertThat(feed.next(2, MOMENT)).isEmpty();
        assertThat(ids).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void neverDeliversASettledMessageAgain() throws InterruptedException {
        OrderFeed feed = feed();
        publish(feed, "1");
        publish(feed, "2");
        List<OrderMessage> messages = feed.next(2, MOMENT);
        feed.settle(messages.get(0), new Settlement.Ack());
        feed.settle(messages.get(1), new Settlement.Term());
        feed.settle(messages.get(1), new Settlement.NakAfter(Duration.ZERO));
        pass(ackWait().plusMillis(1));
        assertThat(feed.next(2, MOMENT)).isEmpty();
        awaitState(feed, 0, 0);
    }

    @Test
    void deliversAgainWhatIsNotSettledWithinTheAckWait() throws InterruptedException {
        OrderFeed feed = feed();
        String id = publish(feed, "1");
        only(feed);
        assertThat(feed.next(1, MOMENT)).isEmpty();
        pass(ackWait().plusMillis(1));
        OrderMessage again = only(feed);
        assertThat(again.id()).isEqualTo(id);
        assertThat(again.deliveries()).isEqualTo(2);
        awaitState(feed, 1, 1);
    }

    @Test
    void deliversARefusedMessageAfterItsDelay() throws InterruptedException {
        OrderFeed feed = feed();
        publish(feed, "1");
        Duration delay = ackWait().dividedBy(2);
        feed.settle(only(feed), new Settlement.NakAfter(delay));
        assertThat(feed.next(1, Duration.ZERO)).isEmpty();
        pass(delay.plusMillis(1));
        assertThat(only(feed).deliveries()).isEqualTo(2);
    }

    @Test
    void lateAcksStillCount() throws InterruptedException {
        OrderFeed feed = feed();
        publish(feed, "1");
        OrderMessage first = only(feed);
        pass(ackWait().plusMillis(1));
        only(feed);
        feed.settle(first, new Settlement.Ack());
        pass(ackWait().plusMillis(1));
        assertThat(feed.next(1, MOMENT)).isEmpty();
    }

    @Test
    void publishesADeadLetterAgainWithItsOriginOnceWhileItIsPending() throws InterruptedException {
        OrderFeed feed = feed();
        publish(feed, "1");
        OrderMessage dead = only(feed);
        feed.settle(dead, new Settlement.Term());
        DeadLetter letter = letter("letter", dead.origin());
        feed.publishAgain(letter, "1".getBytes(UTF_8));
        feed.publishAgain(letter, "1".getBytes(UTF_8));
        awaitState(feed, 1, 0);
        OrderMessage again = only(feed);
        assertThat(again.id()).isNotEqualTo(dead.id());
        assertThat(again.origin()).isEqualTo(dead.origin());
        assertThat(again.deliveries()).isEqualTo(1);
        assertThat(again.traceparent()).isEqualTo(TRACE);
        assertThat(new String(again.payload(), UTF_8)).isEqualTo("1");
    }

    @Test
    void keepsAMessageAsLongAsItIsWorkedOn() throws InterruptedException {
        OrderFeed feed = feed();
        publish(feed, "1");
        OrderMessage message = only(feed);
        for (int thirds = 0; thirds < 6; thirds++) {
            pass(ackWait().dividedBy(3));
            feed.working(List.of(message));
            assertThat(feed.next(1, Duration.ZERO)).isEmpty();
        }
        pass(ackWait().plusMillis(1));
        assertThat(only(feed).deliveries()).isEqualTo(2);
        feed.settle(message, new Settlement.Ack());
        feed.working(List.of(message));
        pass(ackWait().plusMillis(1));
        assertThat(feed.next(1, MOMENT)).isEmpty();
    }

    @Test
    void tellsWhenTheOldestMessageWasPublishedThatIsNotSettled() throws InterruptedException {
        OrderFeed feed = feed();
        awaitState(feed, 0, 0);
        assertThat(feed.state().oldestAt()).isEmpty();
        publish(feed, "1");
        pass(MOMENT);
        publish(feed, "2");
        pass(MOMENT);
        publish(feed, "3");
        List<OrderMessage> messages = feed.next(3, MOMENT);
        awaitState(feed, 3, 0);
        awaitOldest(feed, Optional.of(messages.get(0).publishedAt()));
        feed.settle(messages.get(1), new Settlement.Ack());
        awaitState(feed, 2, 0);
        awaitOldest(feed, Optional.of(messages.get(0).publishedAt()));
        feed.settle(messages.get(0), new Settlement.Ack());
        awaitOldest(feed, Optional.of(messages.get(2).publishedAt()));
        feed.settle(messages.get(2), new Settlement.Term());
        awaitOldest(feed, Optional.empty());
    }

    private static void awaitOldest(OrderFeed feed, Optional<Instant> oldestAt) {
        await().untilAsserted(() -> assertThat(feed.state().oldestAt()).isEqualTo(oldestAt));
    }

    private static void awaitState(OrderFeed feed, long pending, long redelivered) {
        await().untilAsserted(() -> {
            OrderFeed.State state = feed.state();
            assertThat(state).isEqualTo(new OrderFeed.State(true, pending, redelivered, state.oldestAt()));
        });
    }

    private static String publish(OrderFeed feed, String payload) {
        return feed.publish(payload.getBytes(UTF_8), Optional.empty());
    }

    private static OrderMessage only(OrderFeed feed) throws InterruptedException {
        List<OrderMessage> messages = feed.next(10, MOMENT);
        assertThat(messages).hasSize(1);
        return messages.getFirst();
    }

    private static DeadLetter letter(String id, String origin) {
        Instant at = Instant.parse("2026-01-01T00:00:00Z");
        return new DeadLetter(id, Source.ORDERS, origin, "1", "broken", 1, at, at, TRACE);
    }
}
