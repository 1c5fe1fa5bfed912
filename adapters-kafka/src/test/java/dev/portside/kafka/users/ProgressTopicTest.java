package dev.portside.kafka.users;

import static dev.portside.domain.users.SampleUsers.claim;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.users.BatchId;
import dev.portside.domain.users.PublisherId;
import dev.portside.stack.LocalStack;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a publisher's progress is found among that of many. */
class ProgressTopicTest {
    private static final PublisherId PUBLISHER = EventsTopic.neighbour(1);

    private final EventsTopic topic = new EventsTopic(LocalStack.shared().kafka());
    private final ProgressTopic progress = new ProgressTopic(topic.cluster, topic.name);
    private final BatchId batch = claim(7).batch();
    private Producer<byte[], byte[]> writer;
    private int others;

    @BeforeEach
    void open() {
        writer = topic.here.producer(topic.here.open());
        writer.initTransactions();
    }

    @AfterEach
    void close() {
        writer.close(Duration.ZERO);
        topic.close();
    }

    @Test
    void theNewestRecordOfThePublisherCountsWhereverItsOthersAre() {
        published(claim(1).batch());
        othersPublish(700);
        published(claim(2).batch());
        published(batch);
        assertThat(last()).contains(batch);
        othersPublish(700);
        assertThat(last()).contains(batch);
    }

    /** Each transaction adds the mark of its end, so that one start meets the odd offsets and the other the even ones. */
    @ParameterizedTest
    @ValueSource(ints = {496, 497})
    void itIsFoundBeforeAndBehindEachEdgeOfWhatIsReadAtOnce(int first) {
        published(batch);
        for (int more : new int[] {first, 1, 1, 1_993, 1, 1, 1, 8_000}) {
            othersPublish(more);
            assertThat(last()).as("behind %s others", others).contains(batch);
        }
    }

    @Test
    void aPublisherThatOnlyOpenedHasNone() {
        writer.beginTransaction();
        writer.send(progress.opened(PUBLISHER));
        writer.commitTransaction();
        othersPublish(3);
        assertThat(last()).isEmpty();
    }

    @Test
    void aPublisherThatNobodyKnowsHasNone() {
        assertThat(last()).isEmpty();
        othersPublish(1_000);
        assertThat(last()).isEmpty();
    }

    @Test
    void twoThousandSessionsThatAreGoneMakeItNoSlower() {
        published(batch);
        Duration alone = fastestOfFive();
        othersPublish(2_000);
        published(batch);
        assertThat(fastestOfFive()).isLessThan(alone.multipliedBy(2).plusMillis(20));
    }

    private Duration fastestOfFive() {
        Duration fastest = Duration.ofDays(1);
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            assertThat(last()).contains(batch);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            fastest = took.compareTo(fastest) < 0 ? took : fastest;
        }
        return fastest;
    }

    private Optional<BatchId> last() {
        return progress.last(PUBLISHER);
    }

    private void published(BatchId published) {
        writer.beginTransaction();
        writer.send(progress.published(PUBLISHER, published));
        writer.commitTransaction();
    }

    /** So many other publishers, one record of each, in one transaction. */
    private void othersPublish(int count) {
        writer.beginTransaction();
        for (int i = 0; i < count; i++) {
            others++;
            writer.send(progress.published(EventsTopic.neighbour(1 + others), new BatchId(new UUID(1, others))));
        }
        writer.commitTransaction();
    }
}
