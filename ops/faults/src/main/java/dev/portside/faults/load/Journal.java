package dev.portside.faults.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What all clients together remember. */
final class Journal {
    private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger through = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong longestNanos = new AtomicLong();
    private final AtomicLong longestGapNanos = new AtomicLong();
    private final AtomicLong lastAcceptance = new AtomicLong(System.nanoTime());

    /** A number for a new change, from 1 on. */
    int next() {
        return numbers.incrementAndGet();
    }

    void request(Reply reply) {
        requests.incrementAndGet();
        longestNanos.accumulateAndGet(reply.time().toNanos(), Math::max);
    }

    void add(Sent change) {
        sent.add(change);
        through.incrementAndGet();
        if (change.task().isPresent()) {
            accepted.incrementAndGet();
            long before = lastAcceptance.getAndSet(change.answeredAt());
            longestGapNanos.accumulateAndGet(change.answeredAt() - before, Math::max);
        }
    }

    /** Something that no fault excuses. */
    void surprise(String what) {
        surprises.add(what);
    }

    int through() {
        return through.get();
    }

    int accepted() {
        return accepted.get();
    }

    int requests() {
        return requests.get();
    }

    Duration longestRequest() {
        return Duration.ofNanos(longestNanos.get());
    }

    /** The longest time in which no task was accepted. */
    Duration longestGap() {
        return Duration.ofNanos(longestGapNanos.get());
    }

    Collection<Sent> sent() {
        return List.copyOf(sent);
    }

    List<String> surprises() {
        return new ArrayList<>(surprises);
    }
}
