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
 * A topic whose calls are steps.
 *
 * @param poison asked about each event at each attempt; true makes the whole batch fail
 */
record SteppedTopic(UserEvents topic, Steps steps, Predicate<UserEvent> poison) implements UserEvents {
    @Override
    public PublisherId open() {
        steps.at("before open");
        PublisherId publisher = topic.open();
        steps.at("after open");
        return publisher;
    }

    @Override
    public void publish(Claim claim, List<UserEvent> events) {
        steps.at("before publish");
        if (events.stream().filter(poison).count() > 0) {
            throw new IllegalStateException("planted");
        }
        topic.publish(claim, events);
        steps.at("after publish");
    }

    @Override
    public Optional<BatchId> retire(PublisherId publisher) {
        steps.at("before retire");
        Optional<BatchId> last = topic.retire(publisher);
        steps.at("after retire");
        return last;
    }

    @Override
    public void replay(List<UserEvent> events) {
        topic.replay(events);
    }
}
