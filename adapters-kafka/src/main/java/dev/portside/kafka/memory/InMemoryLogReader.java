package dev.portside.kafka.memory;

import dev.portside.domain.log.LogBatch;
import dev.portside.domain.log.LogEntry;
import dev.portside.domain.log.LogReader;
import dev.portside.domain.shared.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntToLongFunction;

/** Reads some partitions of an {@link InMemoryLog}, beginning with another one each time. */
final class InMemoryLogReader implements LogReader {
    private final InMemoryLog log;
    private final Signal arrived = new Signal();
    private final Signal rested = new Signal();
    private final AtomicBoolean woken = new AtomicBoolean();
    /** By partition, the offset to read next. */
    private final Map<Integer, Long> positions = new LinkedHashMap<>();

    InMemoryLogReader(InMemoryLog log, List<Integer> partitions, IntToLongFunction stored) {
        this.log = log;
        partitions.forEach(partition -> positions.put(partition, stored.applyAsLong(partition)));
        log.join(partitions, arrived);
    }

    @Override
    public List<LogBatch> poll(int max, Duration waitMax) throws InterruptedException {
        long deadline = System.nanoTime() + waitMax.toNanos();
        while (true) {
            List<LogBatch> there = take(max);
            long left = deadline - System.nanoTime();
            if (!there.isEmpty() || left <= 0 || woken.getAndSet(false)) {
                return there;
            }
            // The signal may still be up from entries that were taken before.
            arrived.await(Duration.ofNanos(left));
        }
    }

    private List<LogBatch> take(int max) {
        List<LogBatch> batches = new ArrayList<>();
        int room = max;
        for (Map.Entry<Integer, Long> position : List.copyOf(positions.entrySet())) {
            int partition = position.getKey();
            long from = position.getValue();
            List<LogEntry> entries = log.read(partition, from, room);
            if (!entries.isEmpty()) {
                LogBatch batch = new LogBatch(partition, from, entries);
                batches.add(batch);
                room -= entries.size();
                // Moved to the end, so that a busy partition doesn't keep the others waiting.
                positions.remove(partition);
                positions.put(partition, batch.next());
            }
        }
        return batches;
    }

    @Override
    public void done(int partition, long next) {
        log.done(partition, next);
    }

    @Override
    public void rewind(int partition, long stored) {
        positions.replace(partition, stored);
    }

    @Override
    public void rest(Duration time) throws InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        long left = time.toNanos();
        while (left > 0 && !woken.getAndSet(false)) {
            rested.await(Duration.ofNanos(left));
            left = deadline - System.nanoTime();
        }
    }

    @Override
    public void wakeUp() {
        woken.set(true);
        arrived.raise();
        rested.raise();
    }

    @Override
    public void close() {
        log.leave(arrived);
    }
}
