package dev.portside.domain.records;

import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.shared.Lane;
import dev.portside.domain.shared.LeasedLane;
import dev.portside.domain.tasks.TaskId;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * The durable inbox of record tasks. Tasks of one record are handed out in the order in which they were accepted, without
 * a gap: while one of them waits for a retry, later ones of that record are held back, those of other records are not.
 */
public interface RecordInbox {
    /**
     * Makes the tasks durable in one transaction, in their order.
     *
     * @return one answer per submission, in the same order
     * @throws dev.portside.domain.shared.Unavailable when the inbox is away or full; none of them was accepted, unless it broke
     *     off during the commit: then all or none were, and a repeat under an idempotency key settles it
     */
    List<Acceptance> accept(List<Submission> submissions);

    /**
     * The next due tasks of these lanes, {@code max} as long as there are as many, oldest first. Those that were accepted
     * together may be handed out together, so that there are somewhat more. They stay in the inbox until finished, so that
     * asking again returns them again.
     */
    List<RecordTask> next(Set<LeasedLane> lanes, int max);

    /** Those of the lanes for which {@link #next} has something to hand out. */
    Set<Lane> due(Set<LeasedLane> lanes);

    /**
     * Records how tasks ended and removes them from the inbox. Repeating it changes nothing. Outcomes of tasks whose lane
     * is no longer held with the epoch given are left to the new owner.
     *
     * @return the tasks that this call ended
     */
    Set<TaskId> finish(List<Outcome.Done> outcomes, Set<LeasedLane> lanes);

    /** Keeps the task, with its failures, for another attempt that is due at {@code notBefore}. Fenced likewise. */
    void retry(RecordTask task, Instant notBefore, Set<LeasedLane> lanes);

    /**
     * Ends the task as dead and keeps the letter, in one transaction. Fenced likewise. The task was given up before
     * ({@link Records#close}), so that it cannot take effect behind its own letter.
     *
     * @return whether this call ended it
     * @throws dev.portside.domain.shared.Unavailable when the letter cannot be kept; the task stays as it was
     */
    boolean bury(RecordTask task, DeadLetter letter, Set<LeasedLane> lanes);

    InboxStats stats();
}
