package dev.portside.bootstrap.traces;

import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.orders.OrderFeed;
import dev.portside.domain.orders.OrderMessage;
import dev.portside.domain.orders.Settlement;
import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A feed whose messages lead on from the span of their publication. */
record TracedFeed(OrderFeed feed, Spans spans, Messaging messaging) implements OrderFeed {
    @Override
    public String publish(byte[] payload, Optional<String> traceparent) {
        Span span = spans.begin(messaging.sending(), traceparent);
        return spans.during(List.of(span), () -> feed.publish(payload, Optional.of(Spans.traceparent(span))));
    }

    @Override
    public void publishAgain(DeadLetter letter, byte[] payload) {
        feed.publishAgain(letter, payload);
    }

    @Override
    public List<OrderMessage> next(int max, Duration waitMax) throws InterruptedException {
        return feed.next(max, waitMax);
    }

    @Override
    public void settle(OrderMessage message, Settlement settlement) {
        feed.settle(message, settlement);
    }

    @Override
    public void working(List<OrderMessage> messages) {
        feed.working(messages);
    }

    @Override
    public State state() {
        return feed.state();
    }
}
