package dev.portside.application.log;

import dev.portside.application.shared.Worker;
import dev.portside.domain.log.LogBatch;
import dev.portside.domain.log.LogReader;
import dev.portside.domain.log.StreamProgress;
import dev.portside.domain.shared.FlowMeter;
import dev.portside.domain.shared.Signal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;

/**
 * Takes the entries of a log into effect, each once and in order per partition. Effects and position are one transaction,
 * so that a crash at any point is answered by reading again from the stored position.
 *
 * <p>A failure that may pass is retried and then counts for the breaker; while that is open, nothing is read and nothing
 * is lost, and an outage makes no dead letters.
 *
 * <p>One instance per {@link LogReader}, used by one thread.
 */
public final class ConsumeLog {
    private static final Duration TRIAL_OF_ANOTHER = Duration.ofMillis(100);

    private final LogReader reader;
    private final Breaker breaker;
    private final Retries retries;
    private final Gathering gathering;
    private final BatchApplier<?> batches;

    /**
     * @param breaker shared by all consumers that use the same store
     * @param tasks told of what is done
     */
    public <T> ConsumeLog(
            LogFlow<T> flow,
            LogReader reader,
            StreamProgress progress,
            LogTasks tasks,
            Breaker breaker,
            ConsumePolicy policy,
            InstantSource clock,
            RandomGenerator random,
            FlowMeter meter) {
        this.reader = reader;
        this.breaker = breaker;
        this.retries = new Retries(reader, policy.retriesMax(), policy.backoff(), random);
        this.gathering = new Gathering(reader, policy.batchSizeMax(), policy.flushInterval(), clock);
        this.batches = new BatchApplier<>(flow, reader, progress, tasks, retries, clock, meter);
    }

    /** Runs in a thread of its own until it is closed, which lets the batch in hand finish. */
    public AutoCloseable start(String name) {
        Worker worker = Worker.start(name, this::runOnce, new Signal(), Duration.ZERO);
        return () -> {
            worker.stop();
            retries.stop();
            reader.wakeUp();
            worker.close();
            reader.close();
        };
    }

    /**
     * Applies what there is, waiting a while for the first entry.
     *
     * @return whether there was anything
     * @throws RuntimeException when the store keeps failing; what is not stored is read again by the next call
     */
    public boolean runOnce() throws InterruptedException {
        Duration pause = breaker.pause();
        if (pause.isPositive()) {
            reader.rest(pause);
            return false;
        }
        Deque<LogBatch> inHand = new ArrayDeque<>(gathering.next());
        boolean found = !inHand.isEmpty();
        try {
            while (!inHand.isEmpty() && applied(inHand.getFirst())) {
                inHand.removeFirst();
            }
        } finally {
            inHand.forEach(batch -> reader.rewind(batch.partition(), batch.from()));
        }
        return found;
    }

    /** False when the breaker lets nothing pass now. */
    private boolean applied(LogBatch batch) throws InterruptedException {
        if (!breaker.tryAcquire()) {
            reader.rest(TRIAL_OF_ANOTHER);
            return false;
        }
        try {
            batches.apply(batch);
        } catch (InterruptedException e) {
            breaker.abandoned();
            throw e;
        } catch (RuntimeException | Error e) {
            breaker.failed(e);
            throw e;
        }
        breaker.succeeded();
        return true;
    }
}
