package dev.portside.kafka.users;

import static dev.portside.domain.users.SampleUsers.claim;
import static dev.portside.domain.users.SampleUsers.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.users.Delivered;
import dev.portside.domain.users.PublisherId;
import dev.portside.domain.users.UserEvent;
import dev.portside.domain.users.UserEvents;
import dev.portside.domain.users.UserEventsContract;
import dev.portside.stack.LocalStack;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaUserEventsTest extends UserEventsContract {
    private final EventsTopic topic = new EventsTopic(LocalStack.shared().kafka());

    @AfterEach
    void close() {
        topic.close();
    }

    @Override
    protected UserEvents topic() {
        return topic.here;
    }

    @Override
    protected List<Delivered> delivered() {
        return topic.delivered();
    }

    @Override
    protected UserEvent unpublishable() {
        return event(666, 666);
    }

    @Test
    void whatASessionNeedsEndsWithIt() {
        for (int i = 1; i <= 5; i++) {
            PublisherId publisher = topic.here.open();
            topic.here.publish(claim(i, publisher), List.of(event(i, i)));
            topic.there.retire(publisher);
            topic.here.retire(publisher);
        }
        topic.here.open();
        topic.close();
        assertThat(clientThreads()).isEmpty();
        assertThat(beans()).isEmpty();
    }

    private List<String> clientThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains(topic.name))
                .toList();
    }

    private Stream<String> beans() {
        try {
            return ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName("kafka.*:*"), null).stream()
                    .map(ObjectName::getCanonicalName)
                    .filter(name -> name.contains(topic.name));
        } catch (MalformedObjectNameException e) {
            throw new AssertionError(e);
        }
    }
}
