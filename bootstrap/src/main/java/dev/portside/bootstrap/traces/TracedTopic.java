package dev.portside.bootstrap.traces;

import dev.portside.domain.users.BatchId;
import dev.portside.domain.users.Claim;
import dev.portside.domain.users.PublisherId;
import dev.portside.domain.users.UserEvent;
import dev.portside.domain.users.UserEvents;
import io.opentelemetry.api.trace.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A topic whose events lead on from the span of their publication. */
record TracedTopic(UserEvents topic, Spans spans, Messaging messaging) implements UserEvents {
    @Override
    public PublisherId open() {
        return topic.open();
    }

    @Override
    public void publish(Claim claim, List<UserEvent> events) {
        List<Span> begun = new ArrayList<>();
        List<UserEvent> traced =
                events.stream().map(event -> traced(event, begun)).toList();
        boolean _ = spans.during(begun, () -> {
            topic.publish(claim, traced);
            return true;
        });
    }

    private UserEvent traced(UserEvent event, List<Span> begun) {
        if (event.traceparent().isEmpty()) {
            return event;
        }
        Span span = spans.begin(messaging.sending(), event.traceparent());
        begun.add(span);
        return new UserEvent(
                event.id(), event.type(), event.user(), event.order(), Optional.of(Spans.traceparent(span)));
    }

    @Override
    public Optional<BatchId> retire(PublisherId publisher) {
        return topic.retire(publisher);
    }

    @Override
    public void replay(List<UserEvent> events) {
        topic.replay(events);
    }
}
