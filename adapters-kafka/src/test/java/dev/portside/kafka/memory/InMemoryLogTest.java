package dev.portside.kafka.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.domain.log.EventLog;
import dev.portside.domain.log.EventLogContract;
import dev.portside.domain.log.LogPlace;
import dev.portside.domain.log.LogReader;
import dev.portside.domain.log.NewEntry;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.MovableClock;
import dev.portside.domain.shared.Unavailable;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class InMemoryLogTest extends EventLogContract {
    private final MemoryBudget memory = new MemoryBudget(1 << 20);
    private final Map<Integer, Long> stored = new ConcurrentHashMap<>();
    private final InMemoryLog log = new InMemoryLog(PARTITIONS, ENTRIES_MAX, new MovableClock(), memory);

    @Override
    protected EventLog log() {
        return log;
    }

    @Override
    protected LogReader reader() {
        return log.reader(0, 1, partition -> stored.getOrDefault(partition, 0L));
    }

    @Override
    protected void store(int partition, long next) {
        stored.put(partition, next);
    }

    @Test
    void readersShareThePartitions() throws InterruptedException {
        LogPlace place = log.append(new NewEntry("key", "a", Optional.empty(), Optional.empty()));
        try (LogReader other = log.reader((place.partition() + 1) % PARTITIONS, PARTITIONS, _ -> 0);
                LogReader mine = log.reader(place.partition(), PARTITIONS, _ -> 0)) {
            assertThat(other.poll(1, java.time.Duration.ZERO)).isEmpty();
            assertThat(readAll(mine, 1)).hasSize(1);
        }
    }

    @Test
    void countsInTheMemoryBudgetUntilItIsDone() throws InterruptedException {
        LogPlace place = log.append(new NewEntry("key", "a", Optional.empty(), Optional.empty()));
        assertThat(memory.bytesUsed()).isPositive();
        try (LogReader reader = reader()) {
            readAll(reader, 1);
            reader.done(place.partition(), place.offset() + 1);
        }
        assertThat(memory.bytesUsed()).isZero();
    }

    @Test
    void refusesNewWorkWhenTheMemoryIsFull() {
        memory.occupy(memory.bytesMax());
        assertThatThrownBy(() -> log.append(new NewEntry("key", "a", Optional.empty(), Optional.empty())))
                .isInstanceOf(Unavailable.class);
        assertThat(log.backlog().entries()).isZero();
    }
}
