package dev.portside.bootstrap.steps;

import dev.portside.domain.users.BatchId;
import dev.portside.domain.users.Claim;
import dev.portside.domain.users.PublisherId;
import dev.portside.domain.users.UserEvent;
import dev.portside.domain.users.UserEvents;
import java.util.List;
import java.util.Optional;

/** A topic whose calls are steps. */
public record SteppedTopic(UserEvents topic, Steps steps) implements UserEvents {
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
