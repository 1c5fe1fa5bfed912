package dev.portside.application.log;

import dev.portside.domain.log.LogPlace;
import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Callers that wait for places of a log to be done, sorted by offset, so that one step of a consumer wakes all behind it. */
final class PlaceWaiters {
    private record Key(long offset, long serial) {}

    private static final Comparator<Key> ORDER =
            Comparator.comparingLong(Key::offset).thenComparingLong(Key::serial);

    private final ConcurrentHashMap<Integer, ConcurrentSkipListMap<Key, Waiter>> partitions = new ConcurrentHashMap<>();
    private final AtomicLong serials = new AtomicLong();

    /** One who waits, from when it is made until it is closed. */
    final class Waiter implements AutoCloseable {
        private final LogPlace place;
        private final Key key;
        private final CountDownLatch done = new CountDownLatch(1);

        private Waiter(LogPlace place) {
            this.place = place;
            this.key = new Key(place.offset(), serials.incrementAndGet());
        }

        void await(Duration waitMax) throws InterruptedException {
            boolean _ = done.await(waitMax.toNanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public void close() {
            waiting(place.partition()).remove(key);
        }
    }

    Waiter enter(LogPlace place) {
        Waiter waiter = new Waiter(place);
        waiting(place.partition()).put(waiter.key, waiter);
        return waiter;
    }

    /** The places that are waited for now. */
    Set<LogPlace> places() {
        return partitions.values().stream()
                .flatMap(waiting -> waiting.values().stream())
                .map(waiter -> waiter.place)
                .collect(Collectors.toSet());
    }

    /** Wakes everybody who waits for an offset before {@code next}. */
    void advanced(int partition, long next) {
        wake(waiting(partition).headMap(new Key(next, 0)));
    }

    /** Wakes everybody who waits for this very offset. */
    void ended(int partition, long offset) {
        wake(waiting(partition).subMap(new Key(offset, 0), new Key(offset + 1, 0)));
    }

    /** Wakes everybody. */
    void all() {
        partitions.values().forEach(PlaceWaiters::wake);
    }

    private static void wake(SortedMap<Key, Waiter> waiters) {
        waiters.values().forEach(waiter -> waiter.done.countDown());
    }

    private ConcurrentSkipListMap<Key, Waiter> waiting(int partition) {
        return partitions.computeIfAbsent(partition, _ -> new ConcurrentSkipListMap<>(ORDER));
    }
}
