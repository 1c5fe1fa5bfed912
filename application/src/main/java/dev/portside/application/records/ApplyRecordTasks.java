package dev.portside.application.records;

import static java.lang.System.Logger.Level.INFO;
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
import dev.portside.domain.shared.FlowMeter;
import dev.portside.domain.shared.LeasedLane;
import dev.portside.domain.shared.Unavailable;
import dev.portside.domain.tasks.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Moves tasks from the inbox into the main store, in order per record, each with exactly one effect: the store's ledger
 * makes a repeat harmless, so a crash at any point is answered by doing it again.
 *
 * <p>A batch that fails is halved until the poison task stands alone, at most 2 log2(n) further tries. That task waits for
 * its retry and later dies; only its own record waits with it. An outage of a store counts no failure.
 */
public final class ApplyRecordTasks {
    private static final System.Logger LOG = System.getLogger(ApplyRecordTasks.class.getName());

    private final RecordInbox inbox;
    private final Records records;
    private final int batchSizeMax;
    private final int retriesMax;
    private final Backoff backoff;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final FlowMeter meter;

    /**
     * @param retriesMax tries of one task after its first; when the last fails, it becomes a dead letter
     * @param random thread-safe, since all workers share it
     */
    public ApplyRecordTasks(
            RecordInbox inbox,
            Records records,
            int batchSizeMax,
            int retriesMax,
            Backoff backoff,
            InstantSource clock,
            RandomGenerator random,
            FlowMeter meter) {
        this.inbox = inbox;
        this.records = records;
        this.batchSizeMax = batchSizeMax;
        this.retriesMax = retriesMax;
        this.backoff = backoff;
        this.clock = clock;
        this.random = random;
        this.meter = meter;
    }

    /**
     * Applies one batch of these lanes. Different lanes may be worked on at once; one lane by one caller at a time.
     *
     * @return whether there was one
     * @throws Unavailable when a store is away; what was not finished by then stays in the inbox, with no failure counted
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

    /** @param waiting records whose later tasks must not overtake one that failed in this batch */
    private void apply(List<RecordTask> batch, Set<LeasedLane> lanes, Set<RecordId> waiting) {
        List<RecordTask> tasks = batch.stream()
                .filter(task -> !waiting.contains(task.change().id()))
                .toList();
        if (tasks.isEmpty()) {
            return;
        }
        Instant started = clock.instant();
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
        count(tasks, outcomes, inbox.finish(outcomes, lanes), started);
    }

    private void count(List<RecordTask> tasks, List<Outcome> outcomes, Set<TaskId> finished, Instant started) {
        Instant now = clock.instant();
        meter.batch(tasks.size(), Duration.between(started, now));
        for (int i = 0; i < tasks.size(); i++) {
            RecordTask task = tasks.get(i);
            if (!finished.contains(task.id())) {
                continue;
            }
            Duration sinceAccepted = Duration.between(task.acceptedAt(), now);
            switch (outcomes.get(i)) {
                case Outcome.Applied _ -> meter.applied(task.change().verb(), sinceAccepted);
                case Outcome.Rejected _ -> meter.rejected(task.change().verb(), sinceAccepted);
            }
        }
    }

    private void failed(RecordTask task, RuntimeException e, Set<LeasedLane> lanes) {
        boolean last = task.failures() > retriesMax;
        LOG.log(last ? WARNING : INFO, "task " + task.id().value() + " failed, attempt " + task.failures(), e);
        Duration delay = backoff.delay(task.failures(), random);
        if (last) {
            try {
                if (inbox.bury(task, letter(task, e), lanes)) {
                    meter.dead(task.change().verb());
                }
                return;
            } catch (Unavailable full) {
                // The others of the batch must not wait for room in the dead letters.
                LOG.log(WARNING, () -> "task " + task.id().value() + " is not buried yet: " + full.getMessage());
            }
        }
        inbox.retry(task, clock.instant().plus(delay), lanes);
    }

    private DeadLetter letter(RecordTask task, RuntimeException e) {
        Instant now = clock.instant();
        return new DeadLetter(
                task.id().value(),
                Source.RECORDS,
                task.id().value(),
                RecordPayload.of(task.change()),
                FailureText.of(e),
                task.failures(),
                task.firstFailureAt().orElse(now),
                now,
                task.traceparent());
    }
}
