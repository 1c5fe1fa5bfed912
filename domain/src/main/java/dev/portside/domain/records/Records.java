package dev.portside.domain.records;

import java.util.List;
import java.util.Optional;

/** The records in the main store. */
public interface Records {
    Optional<StoredRecord> find(RecordId id);

    /**
     * Applies the tasks in their order, all in one transaction together with a ledger of their outcomes. Safe to repeat:
     * a task that the ledger knows is not applied again, its first outcome is returned.
     *
     * @return one outcome per task, in the same order
     * @throws dev.portside.domain.shared.Unavailable when the store is away; every task may be tried again
     * @throws RuntimeException when a task cannot be applied; then none of the batch was
     */
    List<Outcome> apply(List<RecordTask> tasks);

    /**
     * Gives a task up: unless it has ended already, nobody can apply it any more under its ledger key, not even a worker
     * that read it long ago. Safe to repeat.
     *
     * @return {@link Outcome.Closed}, or how the task had ended before
     * @throws dev.portside.domain.shared.Unavailable when the store is away
     */
    Outcome close(RecordTask task);
}
