package dev.portside.nats;

import dev.portside.application.orders.PlaceOrders;
import dev.portside.domain.orders.OrderFeed;
import dev.portside.domain.orders.OrderMessage;
import dev.portside.domain.orders.Settlement;
import java.time.Duration;
import java.util.List;

/** Takes messages from the feed, has their orders placed and settles them. */
public final class OrderSubscriber {
    private static final int BATCH_SIZE_MAX = 100;
    private static final Duration WAIT_MAX = Duration.ofSeconds(1);

    private final OrderFeed feed;
    private final PlaceOrders place;
    private volatile List<OrderMessage> inHand = List.of();

    public OrderSubscriber(OrderFeed feed, PlaceOrders place) {
        this.feed = feed;
        this.place = place;
    }

    /**
     * Takes one batch, waiting up to a second for it. What is not settled when this throws is delivered again.
     *
     * @return whether there was one
     */
    public boolean runOnce() throws InterruptedException {
        List<OrderMessage> messages = feed.next(BATCH_SIZE_MAX, WAIT_MAX);
        if (messages.isEmpty()) {
            return false;
        }
        inHand = messages;
        try {
            List<Settlement> settlements = place.place(messages);
            for (int i = 0; i < messages.size(); i++) {
                feed.settle(messages.get(i), settlements.get(i));
            }
        } finally {
            inHand = List.of();
        }
        return true;
    }

    /**
     * Keeps the batch in hand from being delivered elsewhere; to be called well within each ack wait, by another thread.
     *
     * @return false, since there is nothing more to say
     */
    public boolean tellWorking() {
        feed.working(inHand);
        return false;
    }
}
