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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Moves tasks from the inbox into the main store, in order per record, each with exactly one effect: the store's ledger
 * makes a repeat harmless, so a crash at any point is answered by doing it again.
 *
 * <p>A batch that fails is halved until the poison task stands alone, at most log2(n) + 2 further tries. That task waits for
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
     * @return whether the batch was full, so that there may be more at once
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
        Batch batch = new Batch(lanes);
        try {
            batch.apply(tasks);
        } catch (Unavailable e) {
            batch.finish();
            throw e;
        }
        batch.finish();
        return tasks.size() == batchSizeMax;
    }

    /** What became of one batch so far. */
    private final class Batch {
        private final Set<LeasedLane> lanes;
        private final Instant started = clock.instant();
        private final List<RecordTask> applied = new ArrayList<>();
        private final List<Outcome> outcomes = new ArrayList<>();

        /** Records whose later tasks must not overtake one that failed. */
        private final Set<RecordId> waiting = new HashSet<>();

        Batch(Set<LeasedLane> lanes) {
            this.lanes = lanes;
        }

        void apply(List<RecordTask> tasks) {
            List<RecordTask> rest = tasks;
            while (!rest.isEmpty()) {
                Optional<RuntimeException> failure = attempt(rest);
                if (failure.isEmpty()) {
                    return;
                }
                rest = isolateFirstPoison(rest, failure).stream()
                        .filter(task -> !waiting.contains(task.change().id()))
                        .toList();
            }
        }

        /** Applies all of the tasks or, when it returns why, none. */
        private Optional<RuntimeException> attempt(List<RecordTask> tasks) {
            try {
                outcomes.addAll(records.apply(tasks));
                applied.addAll(tasks);
                return Optional.empty();
            } catch (Unavailable e) {
                throw e;
            } catch (RuntimeException e) {
                return Optional.of(e);
            }
        }

        /**
         * Halves tasks that failed together until one stands alone; what comes before it is applied on the way.
         *
         * @return the tasks after it
         */
        private List<RecordTask> isolateFirstPoison(List<RecordTask> failing, Optional<RuntimeException> why) {
            List<RecordTask> suspects = failing;
            Optional<RuntimeException> failure = why;
            List<RecordTask> later = List.of();
            while (suspects.size() > 1) {
                int half = suspects.size() / 2;
                List<RecordTask> right = suspects.subList(half, suspects.size());
                suspects = suspects.subList(0, half);
                failure = attempt(suspects);
                if (failure.isEmpty()) {
                    suspects = right;
                } else {
                    later = Stream.concat(right.stream(), later.stream()).toList();
                }
            }
            RecordTask suspect = suspects.getFirst();
            failure.or(() -> attempt(List.of(suspect))).ifPresent(e -> {
                failed(suspect.failedAt(clock.instant()), e, lanes);
                waiting.add(suspect.change().id());
            });
            return later;
        }

        void finish() {
            if (outcomes.isEmpty()) {
                return;
            }
            Set<TaskId> finished = inbox.finish(outcomes, lanes);
            Instant now = clock.instant();
            meter.batch(applied.size(), Duration.between(started, now));
            for (int i = 0; i < applied.size(); i++) {
                if (finished.contains(applied.get(i).id())) {
                    count(applied.get(i), outcomes.get(i), now);
                }
            }
        }
    }

    private void count(RecordTask task, Outcome outcome, Instant now) {
        Duration sinceAccepted = Duration.between(task.acceptedAt(), now);
        switch (outcome) {
            case Outcome.Applied _ -> meter.applied(task.change().verb(), sinceAccepted);
            case Outcome.Rejected _ -> meter.rejected(task.change().verb(), sinceAccepted);
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
