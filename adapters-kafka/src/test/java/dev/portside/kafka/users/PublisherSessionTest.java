package dev.portside.kafka.users;

import static dev.portside.domain.users.SampleUsers.claim;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.domain.shared.Invalid;
import dev.portside.domain.shared.Unavailable;
import dev.portside.domain.users.BatchId;
import dev.portside.domain.users.PublisherRetired;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a session makes of a client's failures. */
class PublisherSessionTest {
    private static final ProducerRecord<byte[], byte[]> RECORD = new ProducerRecord<>("topic", new byte[1]);

    private final BatchId first = claim(1).batch();
    private final BatchId second = claim(2).batch();
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final PublisherSession session = PublisherSession.open(producer, RECORD);

    static List<RuntimeException> unclear() {
        return List.of(
                new TimeoutException("planted"),
                new KafkaException("planted"),
                new IllegalStateException("planted"),
                new IllegalArgumentException("planted"));
    }

    @ParameterizedTest
    @MethodSource("unclear")
    void anUnclearEndIsAnOutageAndEndsTheUseOfTheSession(RuntimeException failure) {
        publish(first);
        producer.commitTransactionException = failure;
        assertThatThrownBy(() -> publish(second)).isInstanceOf(Unavailable.class);
        producer.commitTransactionException = null;
        assertThatThrownBy(() -> publish(second)).isInstanceOf(Unavailable.class);
        assertThat(session.endIfClear()).isFalse();
    }

    @Test
    void aRefusalIsUndoneAndLeavesItClear() {
        publish(first);
        producer.commitTransactionException = new KafkaException(new RecordTooLargeException());
        assertThatThrownBy(() -> publish(second)).isInstanceOf(Invalid.class);
        assertThat(producer.transactionAborted()).isTrue();
        assertThat(session.endIfClear()).isTrue();
        assertThat(session.last()).contains(first);
        assertThat(producer.closed()).isTrue();
        assertThatThrownBy(() -> publish(second)).isInstanceOf(PublisherRetired.class);
    }

    @Test
    void aRefusalThatCannotBeUndoneIsAnOutage() {
        producer.commitTransactionException = new KafkaException(new RecordTooLargeException());
        producer.abortTransactionException = new TimeoutException("planted");
        assertThatThrownBy(() -> publish(second)).isInstanceOf(Unavailable.class);
        assertThat(session.endIfClear()).isFalse();
    }

    @Test
    void aFencedSessionDoesNotKnowWhatItPublishedLast() {
        producer.commitTransactionException = new ProducerFencedException("planted");
        assertThatThrownBy(() -> publish(first)).isInstanceOf(PublisherRetired.class);
        assertThat(session.endIfClear()).isFalse();
    }

    @Test
    void aSessionThatCannotBeOpenedLeavesNoProducer() {
        MockProducer<byte[], byte[]> other =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        other.initTransactionException = new TimeoutException("planted");
        assertThatThrownBy(() -> PublisherSession.open(other, RECORD)).isInstanceOf(Unavailable.class);
        assertThat(other.closed()).isTrue();
    }

    private void publish(BatchId batch) {
        session.publish(batch, List.of(RECORD));
    }
}
