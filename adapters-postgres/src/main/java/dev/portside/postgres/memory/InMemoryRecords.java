package dev.portside.postgres.memory;

import dev.portside.domain.records.Outcome;
import dev.portside.domain.records.RecordChange;
import dev.portside.domain.records.RecordId;
import dev.portside.domain.records.RecordTask;
import dev.portside.domain.records.Records;
import dev.portside.domain.records.StoredRecord;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.tasks.TaskId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Records and the ledger of their tasks in memory. Reads take no lock. The memory bound is kept at the inbox's door, so
 * that an accepted task always finds room.
 */
public final class InMemoryRecords implements Records {
    /** Repeats come within a lease's time; this many tasks take far longer than that. */
    private static final int LEDGER_SIZE_MAX = 100_000;

    private static final int OVERHEAD_BYTES = 200;

    private final Map<RecordId, StoredRecord> records = new ConcurrentHashMap<>();
    private final LinkedHashMap<TaskId, Outcome> ledger = new LinkedHashMap<>();
    private final InstantSource clock;
    private final MemoryBudget memory;

    public InMemoryRecords(InstantSource clock, MemoryBudget memory) {
        this.clock = clock;
        this.memory = memory;
    }

    @Override
    public Optional<StoredRecord> find(RecordId id) {
        return Optional.ofNullable(records.get(id));
    }

    @Override
    public synchronized List<Outcome> apply(List<RecordTask> tasks) {
        return tasks.stream().map(this::applyOnce).toList();
    }

    private Outcome applyOnce(RecordTask task) {
        Outcome known = ledger.get(task.id());
        if (known != null) {
            return known;
        }
        Outcome outcome = apply(task);
        ledger.put(task.id(), outcome);
        if (ledger.size() > LEDGER_SIZE_MAX) {
            ledger.pollFirstEntry();
        }
        return outcome;
    }

    private Outcome apply(RecordTask task) {
        StoredRecord before = records.get(task.change().id());
        Instant now = clock.instant();
        return switch (task.change()) {
            case RecordChange.Insert insert -> {
                if (before != null) {
                    yield new Outcome.Rejected(task.id(), "already exists");
                }
                yield store(task, null, new StoredRecord(insert.id(), insert.value(), 1, now, now));
            }
            case RecordChange.Update update -> {
                if (before == null) {
                    yield new Outcome.Rejected(task.id(), "not found");
                }
                yield store(
                        task,
                        before,
                        new StoredRecord(update.id(), update.value(), before.version() + 1, before.createdAt(), now));
            }
            case RecordChange.Delete delete -> {
                if (before == null) {
                    yield new Outcome.Rejected(task.id(), "not found");
                }
                records.remove(delete.id());
                memory.release(weight(before));
                yield new Outcome.Applied(task.id());
            }
        };
    }

    private Outcome store(RecordTask task, @Nullable StoredRecord before, StoredRecord after) {
        memory.occupy(weight(after));
        if (before != null) {
            memory.release(weight(before));
        }
        records.put(after.id(), after);
        return new Outcome.Applied(task.id());
    }

    private static long weight(StoredRecord stored) {
        return OVERHEAD_BYTES
                + 2L * (stored.id().value().length() + stored.value().value().length());
    }
}
