package dev.portside.kafka.users;

import static dev.portside.domain.users.SampleUsers.AT;
import static dev.portside.domain.users.SampleUsers.claim;
import static dev.portside.domain.users.SampleUsers.event;
import static dev.portside.domain.users.SampleUsers.eventId;
import static dev.portside.domain.users.SampleUsers.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.domain.shared.Invalid;
import dev.portside.domain.users.Email;
import dev.portside.domain.users.PublisherId;
import dev.portside.domain.users.User;
import dev.portside.domain.users.UserEvent;
import dev.portside.domain.users.UserName;
import dev.portside.kafka.KafkaTopic;
import dev.portside.stack.LocalStack;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The client would send an event that the brokers refuse. */
class RefusedEventTest {
    private static final int TIMES = 10;

    /** Enough for a user with a short name, and less than one with a long name needs. */
    private static final String MESSAGE_BYTES_MAX = "700";

    @Test
    void aRefusedEventKeepsItsBatchOutAndLeavesThePublisherAsItWas() {
        try (EventsTopic topic = new EventsTopic(LocalStack.shared().kafka())) {
            topic.cluster.require(new KafkaTopic(
                    topic.name,
                    EventsTopic.PARTITIONS,
                    1,
                    Map.of("max.message.bytes", MESSAGE_BYTES_MAX),
                    KafkaTopic.Cleanup.DELETE));
            PublisherId publisher = topic.here.open();
            topic.here.publish(claim(1, publisher), List.of(event(1, 7)));
            for (int batch = 2; batch < 2 + TIMES; batch++) {
                int number = batch;
                assertThatThrownBy(() -> topic.here.publish(
                                claim(number, publisher), List.of(event(3, 7), longNamed(), event(4, 9))))
                        .isInstanceOf(Invalid.class)
                        .hasMessageContaining("too large");
            }
            topic.here.publish(claim(99, publisher), List.of(event(3, 7)));
            assertThat(topic.deliveredIds())
                    .containsExactly(eventId(1).text(), eventId(3).text());
            assertThat(topic.there.retire(publisher))
                    .contains(claim(99, publisher).batch());
        }
    }

    private static UserEvent longNamed() {
        User user = User.added(id(8), new Email("a@example.com"), new UserName("\u00e4".repeat(255)), AT);
        return new UserEvent(eventId(2), UserEvent.Type.CREATED, user, 2, Optional.empty());
    }
}
