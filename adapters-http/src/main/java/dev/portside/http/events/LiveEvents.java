package dev.portside.http.events;

import dev.portside.domain.shared.MemoryBudget;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What happens in this process, for any number of listeners at their own pace. Events are numbered and kept for a while, so
 * that a listener sees each once; of the state only the newest is kept, since it says all that older ones did.
 *
 * <p>Method: one bounded ring for all, in which each listener has a place of its own. So nothing is buffered for a slow
 * one: who falls out of the ring has missed something, and is told. Thread-safe; publishing never waits for a listener.
 */
public final class LiveEvents implements AutoCloseable {
    private static final int EVENTS_MAX = 16_384;
    private static final long BYTES_MAX = 8 << 20;
    private static final int MEMORY_PART = 16;
    private static final int ID_LENGTH = 8;

    /** At once, so that no listener holds up the others. */
    private static final int READ_MAX = 256;

    private final String instance;
    private final EventRing ring;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Runnable firstListener;
    private @Nullable Event state;
    private int listeners;
    private boolean ended;

    /**
     * @param instance keeps the ids of several processes apart
     * @param firstListener called when somebody listens and nobody did before; returns at once
     * @param memory events are kept in a 16th of it, in 8 MiB at most
     */
    public LiveEvents(UUID instance, Runnable firstListener, MemoryBudget memory) {
        this(instance, firstListener, memory, EVENTS_MAX);
    }

    LiveEvents(UUID instance, Runnable firstListener, MemoryBudget memory, int eventsMax) {
        String hex = instance.toString();
        this.instance = hex.substring(hex.length() - ID_LENGTH);
        this.firstListener = firstListener;
        this.ring = new EventRing(eventsMax, Math.min(BYTES_MAX, memory.bytesMax() / MEMORY_PART), memory);
    }

    /**
     * Something happened.
     *
     * @param type one of a few fixed words
     * @param data JSON
     */
    public void publish(String type, byte[] data) {
        lock.lock();
        try {
            ring.append(type, data);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How things are now. */
    public void state(String type, byte[] data) {
        lock.lock();
        try {
            state = new Event(state == null ? 1 : state.number() + 1, type, data);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether anybody listens. */
    public boolean heard() {
        lock.lock();
        try {
            return listeners > 0;
        } finally {
            lock.unlock();
        }
    }

    /** False when there are {@code max} listeners already, or all has ended. */
    boolean join(int max) {
        lock.lock();
        try {
            if (ended || listeners >= max) {
                return false;
            }
            listeners++;
            if (listeners == 1) {
                firstListener.run();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        lock.lock();
        try {
            listeners--;
        } finally {
            lock.unlock();
        }
    }

    /** The id of an event, the same nowhere else. */
    String id(long number) {
        return instance + "-" + number;
    }

    /** The number of the newest event. */
    long last() {
        lock.lock();
        try {
            return ring.last();
        } finally {
            lock.unlock();
        }
    }

    /** The number of the event with this id; empty when it is of another process, not an id, or too old to go on from. */
    Optional<Long> place(String id) {
        String prefix = instance + "-";
        if (!id.startsWith(prefix) || !id.substring(prefix.length()).matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        long number = Long.parseLong(id.substring(prefix.length()));
        lock.lock();
        try {
            return ring.reaches(number) ? Optional.of(number) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** What a listener does not know yet. */
    sealed interface News {
        /** Events in order, and the state when it is a newer one; nothing at all when the wait was over. */
        record Some(List<Event> events, Optional<Event> state) implements News {}

        /** Events are gone that the listener has not seen. */
        record Missed() implements News {}

        /** There will be no more. */
        record Ended() implements News {}
    }

    /**
     * What came after the event and the state with these numbers; waits for it at most {@code waitMax}.
     *
     * @param state 0 when none was seen
     */
    News after(long number, long state, Duration waitMax) throws InterruptedException {
        long nanos = waitMax.toNanos();
        lock.lock();
        try {
            while (!ended && ring.last() == number && stateAfter(state).isEmpty() && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            if (ended) {
                return new News.Ended();
            }
            return ring.reaches(number)
                    ? new News.Some(ring.after(number, READ_MAX), stateAfter(state))
                    : new News.Missed();
        } finally {
            lock.unlock();
        }
    }

    private Optional<Event> stateAfter(long number) {
        return Optional.ofNullable(state).filter(newest -> newest.number() > number);
    }

    /** Lets all listeners go. */
    @Override
    public void close() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
