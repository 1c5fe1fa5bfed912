package dev.portside.application.orders;

import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.deadletters.Origin;
import dev.portside.domain.deadletters.Source;
import dev.portside.domain.orders.OrderFeed;

/** Sends the payload of a dead letter down the same path again; an order that is stored by now is not stored twice. */
public final class RequeuedOrders implements Origin {
    private final OrderFeed feed;

    public RequeuedOrders(OrderFeed feed) {
        this.feed = feed;
    }

    @Override
    public Source source() {
        return Source.ORDERS;
    }

    @Override
    public void takeBack(DeadLetter letter) {
        feed.publishAgain(letter, PayloadText.bytes(letter.payload()));
    }
}
