package dev.portside.application.records;

import static java.lang.System.Logger.Level.WARNING;

import dev.portside.application.shared.FailureText;
import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.deadletters.Source;
import dev.portside.domain.records.Outcome;
import dev.portside.domain.records.RecordId;
import dev.portside.domain.records.RecordInbox;
import dev.portside.domain.records.RecordTask;
import dev.portside.domain.records.Records;
import dev.portside.domain.shared.Backoff;
import dev.portside.domain.shared.LeasedLane;
import dev.portside.domain.shared.Unavailable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Moves tasks from the inbox into the main store, in order per record, each with exactly one effect: the store's ledger
 * makes a repeat harmless, so a crash at any point is answered by doing it again.
 *
 * <p>A batch that fails is halved until the poison task stands alone, about 2 log2(n) tries. That task waits for its
 * retry and later dies; only its own record waits with it.
 */
public final class ApplyRecordTasks {
    private static final System.Logger LOG = System.getLogger(ApplyRecordTasks.class.getName());

    private final RecordInbox inbox;
    private final Records records;
    private final Function<RecordTask, String> payload;
    private final int batchSizeMax;
    private final int attemptsMax;
    private final Backoff backoff;
    private final InstantSource clock;
    private final RandomGenerator random;

    /**
     * @param payload writes a task's change as text for its dead letter
     * @param attemptsMax failures of one task before it becomes a dead letter
     */
    public ApplyRecordTasks(
            RecordInbox inbox,
            Records records,
            Function<RecordTask, String> payload,
            int batchSizeMax,
            int attemptsMax,
            Backoff backoff,
            InstantSource clock,
            RandomGenerator random) {
        this.inbox = inbox;
        this.records = records;
        this.payload = payload;
        this.batchSizeMax = batchSizeMax;
        this.attemptsMax = attemptsMax;
        this.backoff = backoff;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Applies one batch of these lanes.
     *
     * @return whether there was one
     * @throws Unavailable when a store is away; nothing counts as failed then
     */
    public boolean runOnce(Set<LeasedLane> lanes) {
        if (lanes.isEmpty()) {
            return false;
        }
        List<RecordTask> tasks = inbox.next(lanes, batchSizeMax);
        if (tasks.isEmpty()) {
            return false;
        }
        apply(tasks, lanes, new HashSet<>());
        return true;
    }

    private void apply(List<RecordTask> batch, Set<LeasedLane> lanes, Set<RecordId> waiting) {
        List<RecordTask> tasks = batch.stream()
                .filter(task -> !waiting.contains(task.change().id()))
                .toList();
        if (tasks.isEmpty()) {
            return;
        }
        List<Outcome> outcomes;
        try {
            outcomes = records.apply(tasks);
        } catch (Unavailable e) {
            throw e;
        } catch (RuntimeException e) {
            if (tasks.size() == 1) {
                failed(tasks.getFirst().failedAt(clock.instant()), e, lanes);
                waiting.add(tasks.getFirst().change().id());
                return;
            }
            apply(tasks.subList(0, tasks.size() / 2), lanes, waiting);
            apply(tasks.subList(tasks.size() / 2, tasks.size()), lanes, waiting);
            return;
        }
        inbox.finish(outcomes, lanes);
    }

    private void failed(RecordTask task, RuntimeException e, Set<LeasedLane> lanes) {
        LOG.log(WARNING, "task " + task.id().value() + ": failure " + task.failures() + " of " + attemptsMax, e);
        if (task.failures() < attemptsMax) {
            inbox.retry(task, clock.instant().plus(backoff.delay(task.failures(), random)), lanes);
            return;
        }
        inbox.bury(task, letter(task, e), lanes);
    }

    private DeadLetter letter(RecordTask task, RuntimeException e) {
        Instant now = clock.instant();
        return new DeadLetter(
                task.id().value(),
                Source.RECORDS,
                task.id().value(),
                payload.apply(task),
                FailureText.of(e),
                task.failures(),
                task.firstFailureAt().orElse(now),
                now,
                task.traceparent());
    }
}
