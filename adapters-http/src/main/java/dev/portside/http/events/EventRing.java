package dev.portside.http.events;

import dev.portside.domain.shared.MemoryBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The latest events, so that a client that was away can go on where it stopped. The oldest make room when there are too many
 * or they take too much. Each step costs the same however many there are. Not thread-safe.
 */
final class EventRing {
    private final @Nullable Event[] slots;
    private final long bytesMax;
    private final MemoryBudget memory;
    private long last;
    private int size;
    private long bytes;

    /** @param memory told of these bytes, never asked: the oldest make room instead */
    EventRing(int eventsMax, long bytesMax, MemoryBudget memory) {
        this.slots = new @Nullable Event[eventsMax];
        this.bytesMax = bytesMax;
        this.memory = memory;
    }

    void append(String type, byte[] data) {
        if (size == slots.length) {
            dropOldest();
        }
        Event event = new Event(++last, type, data);
        slots[slot(last)] = event;
        size++;
        count(event.weight());
        while (bytes > bytesMax) {
            dropOldest();
        }
    }

    private void dropOldest() {
        int oldest = slot(last - size + 1);
        count(-Objects.requireNonNull(slots[oldest]).weight());
        slots[oldest] = null;
        size--;
    }

    private void count(long added) {
        bytes += added;
        memory.occupy(added);
    }

    /** The number of the newest event; 0 before the first. */
    long last() {
        return last;
    }

    /** Whether no event after this one is gone; false for the number of an event that is still to come. */
    boolean reaches(long number) {
        return number <= last && number >= last - size;
    }

    /** The events after this one, at most {@code max}, in order; {@link #reaches} must be true for it. */
    List<Event> after(long number, int max) {
        long end = Math.min(last, number + max);
        List<Event> events = new ArrayList<>();
        for (long next = number + 1; next <= end; next++) {
            events.add(Objects.requireNonNull(slots[slot(next)]));
        }
        return events;
    }

    private int slot(long number) {
        return Math.floorMod(number, slots.length);
    }
}
