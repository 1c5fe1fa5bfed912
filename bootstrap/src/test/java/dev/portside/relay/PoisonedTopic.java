package dev.portside.relay;

import dev.portside.domain.users.BatchId;
import dev.portside.domain.users.Claim;
import dev.portside.domain.users.PublisherId;
import dev.portside.domain.users.UserEvent;
import dev.portside.domain.users.UserEvents;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A topic that refuses some events.
 *
 * @param poison asked about each event at each attempt; true makes the whole batch fail
 */
record PoisonedTopic(UserEvents topic, Predicate<UserEvent> poison) implements UserEvents {
    @Override
    public PublisherId open() {
        return topic.open();
    }

    @Override
    public void publish(Claim claim, List<UserEvent> events) {
        if (events.stream().filter(poison).count() > 0) {
            throw new IllegalStateException("planted");
        }
        topic.publish(claim, events);
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
