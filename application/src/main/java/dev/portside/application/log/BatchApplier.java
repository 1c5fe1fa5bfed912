package dev.portside.application.log;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.portside.application.shared.FailureText;
import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.log.BatchResult;
import dev.portside.domain.log.LogBatch;
import dev.portside.domain.log.LogEntry;
import dev.portside.domain.log.LogOutcome;
import dev.portside.domain.log.LogReader;
import dev.portside.domain.log.Received;
import dev.portside.domain.log.StreamPosition;
import dev.portside.domain.log.StreamProgress;
import dev.portside.domain.shared.DerivedId;
import dev.portside.domain.shared.FlowMeter;
import dev.portside.domain.shared.TracedWork;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes one batch into effect. When an entry cannot be applied, the batch is halved until that entry stands alone, about
 * 2 log2(n) tries; it becomes a dead letter at once and the others go on.
 */
final class BatchApplier<T> {
    private static final System.Logger LOG = System.getLogger(BatchApplier.class.getName());

    private final LogFlow<T> flow;
    private final LogReader reader;
    private final StreamProgress progress;
    private final LogTasks tasks;
    private final Retries retries;
    private final InstantSource clock;
    private final FlowMeter meter;

    BatchApplier(
            LogFlow<T> flow,
            LogReader reader,
            StreamProgress progress,
            LogTasks tasks,
            Retries retries,
            InstantSource clock,
            FlowMeter meter) {
        this.flow = flow;
        this.reader = reader;
        this.progress = progress;
        this.tasks = tasks;
        this.retries = retries;
        this.clock = clock;
        this.meter = meter;
    }

    /** Throws only failures that may pass; then the entries that are not done are to be read again. */
    void apply(LogBatch batch) throws InterruptedException {
        apply(batch, 1, Optional.empty());
    }

    /** False when the rest of the batch must not be applied, since the store stands elsewhere. */
    private boolean apply(LogBatch batch, int attempt, Optional<Instant> firstFailureAt) throws InterruptedException {
        List<Received<T>> received = new ArrayList<>();
        BatchResult result;
        long started = System.nanoTime();
        try {
            batch.entries().forEach(entry -> received.add(read(entry)));
            result = TracedWork.call(
                    traceparents(batch.entries()),
                    () -> retries.call(() -> flow.effects().apply(received, position(batch))));
        } catch (RuntimeException | Error e) {
            if (FailureKind.of(e).mayPass()) {
                throw e;
            }
            Optional<Instant> first = firstFailureAt.or(() -> Optional.of(clock.instant()));
            if (batch.entries().size() == 1) {
                LogEntry poison = batch.entries().getFirst();
                return TracedWork.call(
                        traceparents(batch.entries()),
                        () -> bury(batch, letter(poison, e, attempt, first.orElseThrow())));
            }
            return apply(batch.firstHalf(), attempt + 1, first) && apply(batch.secondHalf(), attempt + 1, first);
        }
        return switch (result) {
            case BatchResult.Stored stored -> {
                meter.batch(received.size(), Duration.ofNanos(System.nanoTime() - started));
                count(received, stored.outcomes());
                yield stored(batch);
            }
            case BatchResult.Overtaken overtaken -> overtaken(batch, overtaken.stored());
        };
    }

    private static List<String> traceparents(List<LogEntry> entries) {
        return entries.stream().flatMap(entry -> entry.traceparent().stream()).toList();
    }

    private Received<T> read(LogEntry entry) {
        return new Received<>(
                entry.origin(),
                entry.content().requeued().isPresent(),
                flow.read().apply(entry.content().payload()),
                entry.traceparent());
    }

    private StreamPosition position(LogBatch batch) {
        return new StreamPosition(flow.stream(), batch.partition(), batch.from(), batch.next());
    }

    private void count(List<Received<T>> received, List<LogOutcome> outcomes) {
        Instant now = clock.instant();
        for (int i = 0; i < outcomes.size(); i++) {
            String kind = flow.kind().apply(received.get(i).value());
            Duration since = Duration.between(received.get(i).origin().acceptedAt(), now);
            switch (outcomes.get(i)) {
                case LogOutcome.Applied _ -> meter.applied(kind, since);
                case LogOutcome.Rejected _ -> meter.rejected(kind, since);
            }
        }
    }

    private boolean stored(LogBatch batch) {
        done(batch, batch.next());
        return true;
    }

    /** Another consumer was faster, or this batch was stored before and the answer got lost. */
    private boolean overtaken(LogBatch batch, long stored) {
        LOG.log(INFO, () -> flow.stream().topic() + "/" + batch.partition() + " goes on from " + stored);
        done(batch, stored);
        reader.rewind(batch.partition(), stored);
        return false;
    }

    private void done(LogBatch batch, long next) {
        reader.done(batch.partition(), next);
        tasks.advanced(batch.partition(), next);
        batch.entries().stream()
                .filter(entry -> entry.content().requeued().isPresent())
                .forEach(entry -> tasks.ended(entry.origin()));
    }

    private boolean bury(LogBatch batch, DeadLetter letter) throws InterruptedException {
        LogEntry entry = batch.entries().getFirst();
        if (!retries.call(() -> progress.bury(position(batch), entry.origin(), letter))) {
            return overtaken(batch, progress.next(flow.stream(), batch.partition()));
        }
        meter.dead(kind(entry));
        return stored(batch);
    }

    private String kind(LogEntry entry) {
        try {
            return flow.kind().apply(read(entry).value());
        } catch (RuntimeException _) {
            return "unreadable";
        }
    }

    private DeadLetter letter(LogEntry entry, Throwable failure, int attempts, Instant firstFailureAt) {
        String topic = flow.stream().topic();
        String id = DerivedId.timed(
                        entry.origin().acceptedAt(), topic, entry.origin().text())
                .toString();
        LOG.log(
                WARNING,
                "dead letter " + id + " of " + topic + " at " + entry.place().text(),
                failure);
        return new DeadLetter(
                id,
                flow.source(),
                entry.origin().text(),
                entry.content().payload(),
                FailureText.of(failure),
                attempts,
                firstFailureAt,
                clock.instant(),
                entry.traceparent());
    }
}
