package dev.portside.kafka.memory;

import static dev.portside.domain.users.SampleUsers.claim;
import static dev.portside.domain.users.SampleUsers.event;
import static dev.portside.domain.users.SampleUsers.eventId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.application.users.UserCloudEvents;
import dev.portside.application.users.UserJson;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.users.Delivered;
import dev.portside.domain.users.EventFormat;
import dev.portside.domain.users.PublisherId;
import dev.portside.domain.users.UserEvent;
import dev.portside.domain.users.UserEvents;
import dev.portside.domain.users.UserEventsContract;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InMemoryUserEventsTest extends UserEventsContract {
    private static final int RECORDS_MAX = 5;

    private final MemoryBudget memory = new MemoryBudget(1 << 20);
    private final UserEvent poison = event(666, 666);
    private final InMemoryUserEvents topic = new InMemoryUserEvents(
            new EventFormat(
                    user -> {
                        if (user.equals(poison.user())) {
                            throw new IllegalStateException("planted");
                        }
                        return UserJson.bytes(user);
                    },
                    UserCloudEvents.FORMAT.headers(),
                    UserCloudEvents.FORMAT.replayHeaders()),
            RECORDS_MAX,
            UUID::randomUUID,
            memory);

    @Override
    protected UserEvents topic() {
        return topic;
    }

    @Override
    protected List<Delivered> delivered() {
        return topic.records().stream()
                .map(delivered -> new Delivered(
                        delivered.key(), delivered.headers(), new String(delivered.value(), StandardCharsets.UTF_8)))
                .toList();
    }

    @Override
    protected UserEvent unpublishable() {
        return poison;
    }

    @Test
    void keepsTheNewestRecordsAndTheirOffsets() {
        PublisherId publisher = topic.open();
        publish(publisher, 1);
        long oneRecord = memory.bytesUsed();
        for (int i = 2; i <= 9; i++) {
            publish(publisher, i);
        }
        assertThat(topic.records()).extracting(TopicRecord::offset).containsExactly(4L, 5L, 6L, 7L, 8L);
        assertThat(delivered().getFirst().eventId()).isEqualTo(eventId(5).text());
        assertThat(memory.bytesUsed()).isEqualTo(RECORDS_MAX * oneRecord);
    }

    private void publish(PublisherId publisher, int number) {
        topic.publish(claim(number, publisher), List.of(event(number, 1)));
    }
}
