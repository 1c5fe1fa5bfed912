package dev.portside.faults.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What all clients together remember.
 *
 * @param <S> what they remember of one change
 */
public final class Journal<S> {
    private final Queue<S> sent = new ConcurrentLinkedQueue<>();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger through = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final ConcurrentSkipListSet<Long> acceptances = new ConcurrentSkipListSet<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong longestNanos = new AtomicLong();
    private final AtomicLong longestGapNanos = new AtomicLong();
    private final AtomicLong lastAcceptance = new AtomicLong(System.nanoTime());

    /** A number for a new change, from 1 on. */
    public int next() {
        return numbers.incrementAndGet();
    }

    public void request(Reply reply) {
        requests.incrementAndGet();
        longestNanos.accumulateAndGet(reply.time().toNanos(), Math::max);
    }

    /** Notes a change that its client is through with. */
    public void add(S change, boolean isAccepted, long at) {
        sent.add(change);
        through.incrementAndGet();
        if (isAccepted) {
            accepted.incrementAndGet();
            acceptances.add(at);
            longestGapNanos.accumulateAndGet(at - lastAcceptance.getAndSet(at), Math::max);
        }
    }

    /** Notes that a client is through with a change that may have been accepted or not, and needs no memory of it. */
    public void unknown() {
        through.incrementAndGet();
    }

    /** Notes an answer that accepts nothing: a fault excuses only that a client is asked to come again. */
    public void refused(Reply.Answered answered) {
        refused.incrementAndGet();
        if (answered.status() != 503 || answered.retryAfter().isEmpty()) {
            surprise("answer " + answered.status() + " (Retry-After: " + answered.retryAfter() + "): "
                    + answered.body());
        }
    }

    /** Something that no fault excuses. */
    public void surprise(String what) {
        surprises.add(what);
    }

    public int through() {
        return through.get();
    }

    public int accepted() {
        return accepted.get();
    }

    /** Answers that accepted nothing. */
    public int refused() {
        return refused.get();
    }

    /** When changes were accepted, on the clock of {@link System#nanoTime}. */
    public NavigableSet<Long> acceptances() {
        return acceptances;
    }

    public int requests() {
        return requests.get();
    }

    public Duration longestRequest() {
        return Duration.ofNanos(longestNanos.get());
    }

    /** The longest time in which no task was accepted. */
    public Duration longestGap() {
        return Duration.ofNanos(longestGapNanos.get());
    }

    public Collection<S> sent() {
        return List.copyOf(sent);
    }

    public List<String> surprises() {
        return new ArrayList<>(surprises);
    }
}
