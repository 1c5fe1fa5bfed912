package dev.portside.postgres.memory;

import dev.portside.domain.records.LedgerKey;
import dev.portside.domain.records.Outcome;
import dev.portside.domain.records.RecordChange;
import dev.portside.domain.records.RecordId;
import dev.portside.domain.records.RecordTask;
import dev.portside.domain.records.Records;
import dev.portside.domain.records.StoredRecord;
import dev.portside.domain.shared.MemoryBudget;
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
    /**
     * A repeat comes only from a worker that lost its lanes with a batch in hand: it is recognised unless this many other
     * tasks were applied meanwhile.
     */
    private static final int LEDGER_SIZE_MAX = 100_000;

    /** The ledger takes at most this part of the memory. */
    private static final int LEDGER_SHARE = 16;

    /** Counted: a ledger entry with its outcome; a record with its id, times and entry. */
    private static final int OUTCOME_BYTES = 120;

    private static final int RECORD_BYTES = 250;

    private final Map<RecordId, StoredRecord> records = new ConcurrentHashMap<>();
    private final LinkedHashMap<LedgerKey, Outcome> ledger = new LinkedHashMap<>();
    private final InstantSource clock;
    private final MemoryBudget memory;
    private final long ledgerSizeMax;

    public InMemoryRecords(InstantSource clock, MemoryBudget memory) {
        this.clock = clock;
        this.memory = memory;
        this.ledgerSizeMax = Math.min(LEDGER_SIZE_MAX, memory.bytesMax() / LEDGER_SHARE / OUTCOME_BYTES);
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
        Outcome known = ledger.get(task.ledger());
        return known != null ? known : remember(task, apply(task));
    }

    @Override
    public synchronized Outcome close(RecordTask task) {
        Outcome known = ledger.get(task.ledger());
        return known != null ? known : remember(task, new Outcome.Closed(task.id()));
    }

    private Outcome remember(RecordTask task, Outcome outcome) {
        ledger.put(task.ledger(), outcome);
        memory.occupy(OUTCOME_BYTES);
        if (ledger.size() > ledgerSizeMax) {
            ledger.pollFirstEntry();
            memory.release(OUTCOME_BYTES);
        }
        return outcome;
    }

    private Outcome apply(RecordTask task) {
        StoredRecord before = records.get(task.change().id());
        Instant now = clock.instant();
        return switch (task.change()) {
            case RecordChange.Insert insert -> {
                if (before != null) {
                    yield new Outcome.Rejected(task.id(), Outcome.ALREADY_EXISTS);
                }
                yield store(task, null, new StoredRecord(insert.id(), insert.value(), 1, now, now));
            }
            case RecordChange.Update update -> {
                if (before == null) {
                    yield new Outcome.Rejected(task.id(), Outcome.NOT_FOUND);
                }
                yield store(
                        task,
                        before,
                        new StoredRecord(update.id(), update.value(), before.version() + 1, before.createdAt(), now));
            }
            case RecordChange.Delete delete -> {
                if (before == null) {
                    yield new Outcome.Rejected(task.id(), Outcome.NOT_FOUND);
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
        return RECORD_BYTES
                + 2L * (stored.id().value().length() + stored.value().value().length());
    }

    /** Bytes of the record that the change may leave behind, and of its outcome. */
    static long weight(RecordChange change) {
        return OUTCOME_BYTES + (change instanceof RecordChange.Delete ? 0 : RECORD_BYTES + textBytes(change));
    }

    static long textBytes(RecordChange change) {
        int value = switch (change) {
            case RecordChange.Insert insert -> insert.value().value().length();
            case RecordChange.Update update -> update.value().value().length();
            case RecordChange.Delete _ -> 0;
        };
        return 2L * (change.id().value().length() + value);
    }
}
