package dev.portside.domain.log;

import java.time.Duration;
import java.util.List;

/**
 * One member of a consumer group, used by one thread. It reads the partitions that it has from their stored positions on;
 * which it has may change whenever it polls or rests.
 */
public interface LogReader extends AutoCloseable {
    /**
     * The next entries, at most {@code max} in all, at most one batch per partition. Returns as soon as there are any, or
     * empty when {@code waitMax} is over or {@link #wakeUp} was called.
     */
    List<LogBatch> poll(int max, Duration waitMax) throws InterruptedException;

    /**
     * What is there after {@code pause}, as {@link #poll} hands it out: for whoever wants many entries rather than the first
     * that comes, since each look costs the reader and the brokers the same, whatever it finds. {@link #wakeUp} does not cut
     * the pause short.
     */
    default List<LogBatch> pollAfter(int max, Duration pause) throws InterruptedException {
        Thread.sleep(pause);
        return poll(max, Duration.ZERO);
    }

    /** Everything before {@code next} has taken effect. Ignored for a partition that this reader no longer has. */
    void done(int partition, long next);

    /** Reads on from {@code stored}, which the store holds. Ignored for a partition that this reader no longer has. */
    void rewind(int partition, long stored);

    /** Reads nothing for that long, yet stays a member of its group. Ends early at {@link #wakeUp}. */
    void rest(Duration time) throws InterruptedException;

    /** Ends the poll or rest that is under way, else the next one; from any thread. */
    void wakeUp();

    /** Leaves the group. */
    @Override
    void close();
}
