package dev.portside.domain.log;

import dev.portside.domain.deadletters.DeadLetter;
import java.util.Optional;
import java.util.Set;

/** How far consumers have come, and how the entries ended that did not just take effect. */
public interface StreamProgress {
    /** The offset of the first entry of the partition that is not yet done; 0 at the beginning. */
    long next(LogStream stream, int partition);

    /**
     * Ends one entry as dead, keeps its letter and stores the position, all in one transaction. False, changing nothing,
     * when the stored position is not {@code position.from()}.
     *
     * @param origin where the work was accepted first
     * @throws dev.portside.domain.shared.Unavailable when the store is away or full
     */
    boolean bury(StreamPosition position, LogPlace origin, DeadLetter letter);

    /**
     * Makes a dead entry pending again. Repeating it changes nothing.
     *
     * @return whether the entry waits to come back, so that it must be appended (again); false when it has ended
     */
    boolean reopen(LogStream stream, LogPlace origin);

    /** Where the entry stands; empty when that was too long ago to know. */
    Optional<EntryStatus> find(LogStream stream, LogPlace place);

    /** Which of these entries are no longer pending; the store is asked once, however many they are. */
    Set<LogPlace> finished(LogStream stream, Set<LogPlace> places);
}
