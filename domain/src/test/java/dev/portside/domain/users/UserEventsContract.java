package dev.portside.domain.users;

import static dev.portside.domain.users.SampleUsers.claim;
import static dev.portside.domain.users.SampleUsers.event;
import static dev.portside.domain.users.SampleUsers.eventId;
import static dev.portside.domain.users.SampleUsers.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.domain.shared.Unavailable;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every binding of {@link UserEvents} does. */
public abstract class UserEventsContract {
    private UserEvents topic;
    private PublisherId publisher;

    /** An empty topic. */
    protected abstract UserEvents topic();

    /** Everything that a reader of committed messages has seen on {@link #topic} so far, in order per key. */
    protected abstract List<Delivered> delivered();

    /** An event that this binding cannot publish, such as one that is too large. */
    protected abstract UserEvent unpublishable();

    @BeforeEach
    void open() {
        topic = topic();
        publisher = topic.open();
    }

    @Test
    void publishesABatchInItsOrderKeyedByUser() {
        topic.publish(claim(1, publisher), List.of(event(1, 7), event(2, 7)));
        topic.publish(claim(2, publisher), List.of(event(3, 7)));
        assertThat(ids())
                .containsExactly(
                        eventId(1).text(), eventId(2).text(), eventId(3).text());
        assertThat(delivered()).extracting(Delivered::key).containsOnly(id(7).text());
    }

    @Test
    void writesACloudEventInBinaryMode() {
        topic.publish(claim(1, publisher), List.of(event(1, 7)));
        Delivered delivered = delivered().getFirst();
        assertThat(delivered.headers())
                .containsOnlyKeys(
                        "ce_specversion", "ce_id", "ce_type", "ce_source", "ce_time", "content-type", "traceparent")
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_id", eventId(1).text())
                .containsEntry("ce_type", "user.created")
                .containsEntry("ce_time", "2026-01-01T00:00:00Z")
                .containsEntry("content-type", "application/json")
                .containsEntry("traceparent", SampleUsers.TRACEPARENT);
        assertThat(delivered.value())
                .isEqualTo(
                        "{\"id\":\"%s\",\"email\":\"user7@example.com\",\"name\":\"User 7\",\"created_at\":\"2026-01-01T00:00:00Z\",\"updated_at\":\"2026-01-01T00:00:00Z\"}",
                        id(7).text());
    }

    @Test
    void tellsWhatAPublisherPublishedLast() {
        assertThat(topic.retire(topic.open())).isEmpty();
        topic.publish(claim(1, publisher), List.of(event(1, 7)));
        topic.publish(claim(2, publisher), List.of(event(2, 7)));
        assertThat(topic.retire(publisher)).contains(claim(2).batch());
        assertThat(topic.retire(publisher)).contains(claim(2).batch());
    }

    @Test
    void keepsPublishersApart() {
        PublisherId other = topic.open();
        assertThat(other).isNotEqualTo(publisher);
        topic.publish(claim(1, publisher), List.of(event(1, 7)));
        topic.publish(claim(2, other), List.of(event(2, 8)));
        assertThat(topic.retire(publisher)).contains(claim(1).batch());
        topic.publish(claim(3, other), List.of(event(3, 8)));
        assertThat(topic.retire(other)).contains(claim(3).batch());
    }

    @Test
    void refusesARetiredPublisherAndDeliversNothingOfIt() {
        topic.publish(claim(1, publisher), List.of(event(1, 7)));
        topic.retire(publisher);
        assertThatThrownBy(() -> topic.publish(claim(2, publisher), List.of(event(2, 7))))
                .isInstanceOf(PublisherRetired.class);
        assertThat(ids()).containsExactly(eventId(1).text());
        assertThat(topic.retire(publisher)).contains(claim(1).batch());
    }

    @Test
    void publishesNothingOfABatchThatHoldsAPoisonEventAndGoesOn() {
        assertThatThrownBy(() -> topic.publish(claim(1, publisher), List.of(event(1, 7), unpublishable(), event(3, 7))))
                .isInstanceOf(RuntimeException.class)
                .isNotInstanceOfAny(Unavailable.class, PublisherRetired.class);
        assertThat(delivered()).isEmpty();
        topic.publish(claim(2, publisher), List.of(event(1, 7)));
        assertThat(ids()).containsExactly(eventId(1).text());
        assertThat(topic.retire(publisher)).contains(claim(2).batch());
    }

    @Test
    void tellsEventsOnceMoreWithTheirIdsInTheirOrderAndMarked() {
        topic.publish(claim(1, publisher), List.of(event(1, 7), event(2, 7)));
        topic.replay(List.of(event(1, 7), event(2, 7)));
        topic.publish(claim(2, publisher), List.of(event(3, 7)));
        List<Delivered> replayed = delivered().stream()
                .filter(each -> each.headers().containsKey("ce_replay"))
                .toList();
        assertThat(replayed)
                .extracting(Delivered::eventId)
                .containsExactly(eventId(1).text(), eventId(2).text());
        assertThat(replayed).allSatisfy(each -> assertThat(each.headers()).containsEntry("ce_replay", "true"));
        Delivered first = delivered().getFirst();
        assertThat(replayed.getFirst().value()).isEqualTo(first.value());
        assertThat(replayed.getFirst().key()).isEqualTo(first.key());
        assertThat(delivered()).hasSize(5);
    }

    private List<String> ids() {
        return delivered().stream().map(Delivered::eventId).toList();
    }
}
