package dev.portside.domain.records;

import dev.portside.domain.shared.DerivedId;
import java.time.LocalDate;
import java.util.UUID;

/**
 * Under which the store remembers what became of a task: the same for every attempt, another one once it was taken back.
 *
 * @param day in UTC; entries go by days
 */
public record LedgerKey(UUID id, LocalDate day) {
    /** Another key of the same day, that nothing was remembered under. */
    public LedgerKey renewed() {
        return new LedgerKey(DerivedId.of("taken back", id.toString()), day);
    }
}
