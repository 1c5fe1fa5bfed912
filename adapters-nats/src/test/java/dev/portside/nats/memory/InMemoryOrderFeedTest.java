package dev.portside.nats.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.domain.orders.OrderFeed;
import dev.portside.domain.orders.OrderFeedContract;
import dev.portside.domain.orders.Settlement;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.MovableClock;
import dev.portside.domain.shared.Signal;
import dev.portside.domain.shared.Unavailable;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class InMemoryOrderFeedTest extends OrderFeedContract {
    private final MovableClock clock = new MovableClock();
    private final MemoryBudget memory = new MemoryBudget(1 << 20);
    private final Signal wake = new Signal();

    @Override
    protected OrderFeed feed() {
        return feed(10);
    }

    private OrderFeed feed(int messagesMax) {
        AtomicLong last = new AtomicLong();
        return new InMemoryOrderFeed(
                messagesMax, ackWait(), clock, () -> new UUID(0, last.incrementAndGet()), memory, wake);
    }

    @Override
    protected Duration ackWait() {
        return Duration.ofSeconds(30);
    }

    @Override
    protected void pass(Duration time) {
        clock.advance(time);
    }

    @Test
    void refusesMessagesWhenItIsFullAndTakesThemAgainWhenOneIsSettled() throws InterruptedException {
        OrderFeed feed = feed(1);
        feed.publish(new byte[10], Optional.empty());
        assertThatThrownBy(() -> feed.publish(new byte[10], Optional.empty())).isInstanceOf(Unavailable.class);
        feed.settle(feed.next(1, Duration.ZERO).getFirst(), new Settlement.Ack());
        assertThat(memory.bytesUsed()).isZero();
        feed.publish(new byte[10], Optional.empty());
    }

    @Test
    void countsItsMessagesInTheMemoryOfTheProcess() {
        OrderFeed feed = feed(10);
        feed.publish(new byte[1 << 19], Optional.empty());
        assertThatThrownBy(() -> feed.publish(new byte[1 << 19], Optional.empty()))
                .isInstanceOf(Unavailable.class);
        assertThat(feed.state().pending()).isEqualTo(1);
    }

    @Test
    void endsAWaitWhenItIsWoken() throws InterruptedException {
        OrderFeed feed = feed(10);
        wake.raise();
        assertThat(feed.next(1, Duration.ofHours(1))).isEmpty();
    }
}
