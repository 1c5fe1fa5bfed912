package dev.portside.kafka.users;

import static dev.portside.domain.users.SampleUsers.claim;
import static dev.portside.domain.users.SampleUsers.event;
import static dev.portside.domain.users.SampleUsers.eventId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portside.domain.shared.Unavailable;
import dev.portside.domain.users.BatchId;
import dev.portside.domain.users.PublisherId;
import dev.portside.stack.LocalKafka;
import dev.portside.stack.Profile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The only broker dies while a batch is on its way. */
@Timeout(120)
class BrokenBrokerTest {
    private static final Duration BACK_TIME_MAX = Duration.ofSeconds(30);

    private final LocalKafka kafka = LocalKafka.start("kafka-breakable", Profile.TEST);
    private final EventsTopic topic = new EventsTopic(kafka);

    @AfterEach
    void close() {
        topic.close();
        kafka.close();
    }

    @Test
    void whatAPublisherPublishedLastIsWhatReadersSeeWhenTheBrokerIsBack() {
        for (int life = 0; life < 2; life++) {
            int before = life == 0 ? 0 : topic.delivered().size();
            PublisherId publisher = topic.here.open();
            AtomicInteger answered = new AtomicInteger(before);
            CompletableFuture<Void> publishing =
                    CompletableFuture.runAsync(() -> publishUntilItFails(publisher, answered));
            await().until(() -> answered.get() > before + 20);
            kafka.kill();
            assertThatThrownBy(publishing::join).hasCauseInstanceOf(Unavailable.class);
            assertThat(topic.cluster.answers()).isFalse();
            assertThatThrownBy(() -> topic.here.retire(publisher)).isInstanceOf(Unavailable.class);
            kafka.start();
            Optional<BatchId> last = retired(publisher);
            assertThat(last).isIn(List.of(batch(answered.get()), batch(answered.get() + 1)));
            int count = last.equals(batch(answered.get())) ? answered.get() : answered.get() + 1;
            List<String> expected = new ArrayList<>();
            for (int number = 1; number <= count; number++) {
                expected.add(eventId(number).text());
            }
            assertThat(topic.deliveredIds()).containsExactlyElementsOf(expected);
            assertThat(topic.cluster.answers()).isTrue();
        }
    }

    private static Optional<BatchId> batch(int number) {
        return Optional.of(claim(number).batch());
    }

    private void publishUntilItFails(PublisherId publisher, AtomicInteger answered) {
        while (true) {
            int number = answered.get() + 1;
            topic.here.publish(claim(number, publisher), List.of(event(number, 7)));
            answered.set(number);
        }
    }

    private Optional<BatchId> retired(PublisherId publisher) {
        List<Optional<BatchId>> heard = new ArrayList<>();
        await().atMost(BACK_TIME_MAX).until(() -> {
            try {
                heard.add(topic.here.retire(publisher));
                return true;
            } catch (Unavailable _) {
                return false;
            }
        });
        return heard.getFirst();
    }
}
