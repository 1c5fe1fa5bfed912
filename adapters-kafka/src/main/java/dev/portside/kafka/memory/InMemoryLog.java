package dev.portside.kafka.memory;

import dev.portside.domain.log.Backlog;
import dev.portside.domain.log.EventLog;
import dev.portside.domain.log.LogEntry;
import dev.portside.domain.log.LogPlace;
import dev.portside.domain.log.LogReader;
import dev.portside.domain.log.NewEntry;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.Signal;
import dev.portside.domain.shared.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/** A topic in memory, for one consumer group. Holds at most so many entries that are not done; done ones are dropped. */
public final class InMemoryLog implements EventLog {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final int OVERHEAD_BYTES = 600;

    private static final class Partition {
        private final TreeMap<Long, LogEntry> entries = new TreeMap<>();
        private final Set<Signal> readers = new HashSet<>();
        private long end;
    }

    private final List<Partition> partitions;
    private final int entriesMax;
    private final InstantSource clock;
    private final MemoryBudget memory;
    private int size;

    public InMemoryLog(int partitions, int entriesMax, InstantSource clock, MemoryBudget memory) {
        this.partitions =
                IntStream.range(0, partitions).mapToObj(_ -> new Partition()).toList();
        this.entriesMax = entriesMax;
        this.clock = clock;
        this.memory = memory;
    }

    @Override
    public synchronized LogPlace append(NewEntry content) {
        if (content.requeued().isEmpty()) {
            if (size >= entriesMax) {
                throw new Unavailable("the queue is full", RETRY_AFTER);
            }
            memory.reserve(weight(content));
        } else {
            memory.occupy(weight(content));
        }
        int number = Math.floorMod(content.key().hashCode(), partitions.size());
        Partition partition = partitions.get(number);
        LogPlace place = new LogPlace(number, partition.end++, clock.instant());
        partition.entries.put(place.offset(), new LogEntry(place, content));
        size++;
        partition.readers.forEach(Signal::raise);
        return place;
    }

    @Override
    public synchronized Backlog backlog() {
        Optional<Instant> oldest = partitions.stream()
                .filter(partition -> !partition.entries.isEmpty())
                .map(partition ->
                        partition.entries.firstEntry().getValue().place().acceptedAt())
                .min(Comparator.naturalOrder());
        return new Backlog(size, oldest);
    }

    /** How many entries were ever appended. */
    public synchronized long appended() {
        return partitions.stream().mapToLong(partition -> partition.end).sum();
    }

    /**
     * A reader of the partitions whose numbers leave the remainder {@code index} when divided by {@code readers}.
     *
     * @param stored the stored position of a partition
     */
    public LogReader reader(int index, int readers, IntToLongFunction stored) {
        List<Integer> numbers = IntStream.range(0, partitions.size())
                .filter(number -> number % readers == index)
                .boxed()
                .toList();
        return new InMemoryLogReader(this, numbers, stored);
    }

    synchronized List<LogEntry> read(int number, long from, int max) {
        return partitions.get(number).entries.tailMap(from).values().stream()
                .limit(max)
                .toList();
    }

    synchronized void done(int number, long next) {
        List<LogEntry> done =
                new ArrayList<>(partitions.get(number).entries.headMap(next).values());
        partitions.get(number).entries.headMap(next).clear();
        done.forEach(entry -> memory.release(weight(entry.content())));
        size -= done.size();
    }

    synchronized void join(List<Integer> numbers, Signal arrived) {
        numbers.forEach(number -> partitions.get(number).readers.add(arrived));
    }

    synchronized void leave(Signal arrived) {
        partitions.forEach(partition -> partition.readers.remove(arrived));
    }

    /** The entry, and what its work may leave behind. */
    private static long weight(NewEntry content) {
        return OVERHEAD_BYTES + 4L * (content.key().length() + content.payload().length());
    }
}
