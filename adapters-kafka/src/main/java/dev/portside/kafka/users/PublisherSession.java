package dev.portside.kafka.users;

import dev.portside.domain.shared.Invalid;
import dev.portside.domain.shared.Unavailable;
import dev.portside.domain.users.BatchId;
import dev.portside.domain.users.PublisherRetired;
import dev.portside.kafka.KafkaFaults;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * One publisher: a producer whose transactional id is its own and never used again. It publishes one batch at a time. As
 * long as every call ends with a clear answer it knows itself what it published last; after another end only the brokers
 * know, and it is of no more use.
 */
final class PublisherSession {
    private enum State {
        CLEAR,
        UNCLEAR,
        OVER
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Producer<byte[], byte[]> producer;
    private Optional<BatchId> last = Optional.empty();
    private State state = State.CLEAR;

    private PublisherSession(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /**
     * Begins the session with a transaction of its own.
     *
     * @param producer belongs to the session from now on, also when there is none
     * @throws Unavailable when that could not be done; then there is no session
     */
    static PublisherSession open(Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> opening) {
        PublisherSession session = new PublisherSession(producer);
        try {
            producer.initTransactions();
            session.transaction(List.of(opening));
            return session;
        } catch (Unavailable e) {
            session.end();
            throw e;
        } catch (RuntimeException e) {
            session.end();
            throw KafkaFaults.unavailable(e);
        }
    }

    /** Publishes the records as a whole; throws as {@link dev.portside.domain.users.UserEvents#publish} does. */
    void publish(BatchId batch, List<ProducerRecord<byte[], byte[]>> records) {
        lock.lock();
        try {
            switch (state) {
                case CLEAR -> {
                    transaction(records);
                    last = Optional.of(batch);
                }
                case UNCLEAR -> throw new Unavailable("this publisher has to be retired", Duration.ZERO);
                case OVER -> throw new PublisherRetired();
            }
        } finally {
            lock.unlock();
        }
    }

    private void transaction(List<ProducerRecord<byte[], byte[]>> records) {
        Queue<Exception> failures = new ConcurrentLinkedQueue<>();
        state = State.UNCLEAR;
        try {
            producer.beginTransaction();
            for (ProducerRecord<byte[], byte[]> each : records) {
                var _ = producer.send(each, (_, failure) -> {
                    if (failure != null) {
                        failures.add(failure);
                    }
                });
            }
            // Waits for all of them, and fails when one did.
            producer.commitTransaction();
            state = State.CLEAR;
        } catch (RuntimeException e) {
            // Whatever the client throws: what is not known to be a refusal must not be taken for one.
            failures.add(e);
            throw meaning(failures);
        }
    }

    private RuntimeException meaning(Queue<Exception> failures) {
        if (failures.stream().anyMatch(KafkaFaults::isFencing)) {
            return new PublisherRetired();
        }
        return failures.stream()
                .filter(KafkaFaults::isRefusal)
                .findFirst()
                .map(this::undone)
                .orElseGet(() -> KafkaFaults.unavailable(failures.element()));
    }

    /** Undoes the transaction, and by that makes sure that nothing of it was or will be published. */
    private RuntimeException undone(Exception refusal) {
        try {
            producer.abortTransaction();
            state = State.CLEAR;
            RuntimeException meaning = new Invalid("an event must be one that its topic in Kafka accepts"
                    + (KafkaFaults.isTooLarge(refusal) ? ": this one is too large" : ""));
            meaning.initCause(refusal);
            return meaning;
        } catch (RuntimeException e) {
            return KafkaFaults.unavailable(e);
        }
    }

    /** Ends the session if it knows what it published last: nothing is under way then, and nothing can come. */
    boolean endIfClear() {
        if (!lock.tryLock()) {
            return false;
        }
        try {
            if (state != State.CLEAR) {
                return false;
            }
            end();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the session; waits for a publication that is under way. */
    void end() {
        lock.lock();
        try {
            state = State.OVER;
            // At once: what is under way is for the brokers to undo, as after a crash.
            producer.close(Duration.ZERO);
        } finally {
            lock.unlock();
        }
    }

    /** The last batch that was published with a clear answer. */
    Optional<BatchId> last() {
        lock.lock();
        try {
            return last;
        } finally {
            lock.unlock();
        }
    }
}
