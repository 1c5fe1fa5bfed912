package dev.portside.kafka.users;

import static dev.portside.domain.users.SampleUsers.claim;
import static dev.portside.domain.users.SampleUsers.event;
import static dev.portside.domain.users.SampleUsers.eventId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portside.domain.shared.SeededRandom;
import dev.portside.domain.shared.Unavailable;
import dev.portside.domain.users.BatchId;
import dev.portside.domain.users.Claim;
import dev.portside.domain.users.PublisherId;
import dev.portside.domain.users.PublisherRetired;
import dev.portside.stack.LocalStack;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A publisher is retired by another process, whatever it is doing. */
@Timeout(120)
class RetireTest {
    private static final int RACES = 40;
    private static final long RACE_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(12);
    private static final int RETIRERS = 3;

    private final EventsTopic topic = new EventsTopic(LocalStack.shared().kafka());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeEach
    void makeTopics() {
        topic.there.open();
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        topic.close();
    }

    @Test
    void aPublisherOfAnotherProcessPublishesNothingMore() {
        PublisherId publisher = topic.here.open();
        assertThat(topic.there.retire(publisher)).isEmpty();
        PublisherId second = topic.here.open();
        topic.here.publish(claim(1, second), List.of(event(1, 7)));
        assertThat(topic.there.retire(second)).contains(claim(1).batch());
        assertThatThrownBy(() -> topic.here.publish(claim(2, second), List.of(event(2, 7))))
                .isInstanceOf(PublisherRetired.class);
        assertThat(topic.here.retire(second)).contains(claim(1).batch());
        assertThat(topic.deliveredIds()).containsExactly(eventId(1).text());
    }

    @Test
    void anOpenTransactionIsUndone() {
        Claim claim = claim(1, new PublisherId(UUID.randomUUID()));
        try (Producer<byte[], byte[]> dead = topic.publishing(claim, 1)) {
            assertThat(topic.there.retire(claim.publisher())).isEmpty();
            assertThatThrownBy(dead::commitTransaction).isInstanceOf(ProducerFencedException.class);
        }
        assertThat(topic.delivered()).isEmpty();
        assertThat(topic.there.retire(claim.publisher())).isEmpty();
    }

    @Test
    void aCommitUnderWayIsCompletedOrUndoneForEveryRetirerAndReaderAlike() throws Exception {
        RandomGenerator random = SeededRandom.of("RetireTest");
        Set<String> published = new HashSet<>();
        for (int race = 1; race <= RACES; race++) {
            Claim claim = claim(race, new PublisherId(new UUID(random.nextLong(), random.nextLong())));
            try (Producer<byte[], byte[]> producer = topic.publishing(claim, race)) {
                long commitAfter = random.nextLong(RACE_NANOS_MAX);
                long retireAfter = random.nextLong(RACE_NANOS_MAX);
                if (race(producer, claim, commitAfter, retireAfter).equals(Set.of(Optional.of(claim.batch())))) {
                    published.add(Integer.toString(race));
                }
            }
        }
        assertThat(topic.deliveredIds()).containsExactlyInAnyOrderElementsOf(published);
        assertThat(published.size()).as("both ends were seen").isBetween(1, RACES - 1);
    }

    /** What the retirers heard; it must be one thing. */
    private Set<Optional<BatchId>> race(
            Producer<byte[], byte[]> producer, Claim claim, long commitAfter, long retireAfter) throws Exception {
        Future<Boolean> commit = threads.submit(() -> {
            LockSupport.parkNanos(commitAfter);
            return committed(producer);
        });
        LockSupport.parkNanos(retireAfter);
        List<Future<Optional<BatchId>>> retirers = new ArrayList<>();
        for (int i = 0; i < RETIRERS; i++) {
            retirers.add(threads.submit(() -> topic.there.retire(claim.publisher())));
        }
        Set<Optional<BatchId>> heard = new HashSet<>();
        for (Future<Optional<BatchId>> each : retirers) {
            heard.add(each.get());
        }
        assertThat(heard).hasSize(1);
        if (commit.get()) {
            assertThat(heard).containsExactly(Optional.of(claim.batch()));
        }
        return heard;
    }

    private static boolean committed(Producer<byte[], byte[]> producer) {
        try {
            producer.commitTransaction();
            return true;
        } catch (KafkaException _) {
            return false;
        }
    }

    @Test
    void aBatchBehindTheOpenTransactionOfAnotherIsNotTakenForUnpublished() throws Exception {
        Claim hanging = claim(1, EventsTopic.neighbour(1));
        Claim done = claim(2, EventsTopic.neighbour(2));
        try (Producer<byte[], byte[]> open = topic.publishing(hanging, 1);
                Producer<byte[], byte[]> producer = topic.publishing(done, 2)) {
            producer.commitTransaction();
            Future<Optional<BatchId>> retiring = threads.submit(() -> topic.there.retire(done.publisher()));
            await().during(java.time.Duration.ofMillis(500)).until(() -> !retiring.isDone());
            assertThat(topic.here.retire(hanging.publisher())).isEmpty();
            assertThat(retiring.get()).contains(done.batch());
            assertThatThrownBy(open::commitTransaction).isInstanceOf(KafkaException.class);
        }
    }

    @Test
    void aReadThatCannotEndIsAnOutage() {
        Claim hanging = claim(1, EventsTopic.neighbour(1));
        try (Producer<byte[], byte[]> _ = topic.publishing(hanging, 1)) {
            assertThatThrownBy(() -> topic.there.retire(EventsTopic.neighbour(2)))
                    .isInstanceOf(Unavailable.class)
                    .hasMessageContaining("transaction");
        }
    }
}
