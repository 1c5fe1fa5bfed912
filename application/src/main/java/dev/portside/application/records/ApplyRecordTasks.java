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
import dev.portside.domain.shared.TracedWork;
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

    /** Why a task was given up, when whoever did so ended before it could say. */
    private static final String FORGOTTEN =
            "it failed for good; the instance that knew why ended before it could say so";

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
        TracedWork.run(traceparents(tasks), () -> {
            try {
                batch.apply(tasks);
            } catch (Unavailable e) {
                batch.finish();
                throw e;
            }
            batch.finish();
        });
        return tasks.size() >= batchSizeMax;
    }

    private static List<String> traceparents(List<RecordTask> tasks) {
        return tasks.stream().flatMap(task -> task.traceparent().stream()).toList();
    }

    /** What became of one batch so far. */
    private final class Batch {
        private final Set<LeasedLane> lanes;
        private final Instant started = clock.instant();
        private final List<RecordTask> done = new ArrayList<>();
        private final List<Outcome.Done> outcomes = new ArrayList<>();

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
            List<Outcome> ends;
            try {
                ends = TracedWork.call(traceparents(tasks), () -> records.apply(tasks));
            } catch (Unavailable e) {
                throw e;
            } catch (RuntimeException e) {
                return Optional.of(e);
            }
            for (int i = 0; i < ends.size(); i++) {
                ended(tasks.get(i), ends.get(i), FORGOTTEN);
            }
            return Optional.empty();
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
                waiting.add(suspect.change().id());
                TracedWork.run(traceparents(List.of(suspect)), () -> failed(suspect.failedAt(clock.instant()), e));
            });
            return later;
        }

        private void failed(RecordTask task, RuntimeException e) {
            boolean last = task.failures() > retriesMax;
            LOG.log(last ? WARNING : INFO, "task " + task.id().value() + " failed, attempt " + task.failures(), e);
            if (last) {
                // Before the letter: a worker that read the task long ago must not apply it behind the letter's back.
                ended(task, records.close(task), FailureText.of(e));
                return;
            }
            retry(task);
        }

        private void retry(RecordTask task) {
            inbox.retry(task, clock.instant().plus(backoff.delay(task.failures(), random)), lanes);
        }

        private void ended(RecordTask task, Outcome end, String error) {
            switch (end) {
                case Outcome.Done outcome -> {
                    done.add(task);
                    outcomes.add(outcome);
                }
                case Outcome.Closed _ -> bury(task, error);
            }
        }

        private void bury(RecordTask task, String error) {
            try {
                if (inbox.bury(task, letter(task, error), lanes)) {
                    meter.dead(task.change().verb());
                }
            } catch (Unavailable full) {
                // The others of the batch must not wait for room in the dead letters.
                LOG.log(WARNING, () -> "task " + task.id().value() + " is not buried yet: " + full.getMessage());
                retry(task);
            }
        }

        void finish() {
            if (outcomes.isEmpty()) {
                return;
            }
            Set<TaskId> finished = inbox.finish(outcomes, lanes);
            Instant now = clock.instant();
            meter.batch(done.size(), Duration.between(started, now));
            for (int i = 0; i < done.size(); i++) {
                if (finished.contains(done.get(i).id())) {
                    count(done.get(i), outcomes.get(i), now);
                }
            }
        }
    }

    private void count(RecordTask task, Outcome.Done outcome, Instant now) {
        Duration sinceAccepted = Duration.between(task.acceptedAt(), now);
        switch (outcome) {
            case Outcome.Applied _ -> meter.applied(task.change().verb(), sinceAccepted);
            case Outcome.Rejected _ -> meter.rejected(task.change().verb(), sinceAccepted);
        }
    }

    private DeadLetter letter(RecordTask task, String error) {
        Instant now = clock.instant();
        return new DeadLetter(
                task.id().value(),
                Source.RECORDS,
                task.id().value(),
                RecordPayload.of(task.change()),
                error,
                Math.max(1, task.failures()),
                task.firstFailureAt().orElse(now),
                now,
                task.traceparent());
    }
}
