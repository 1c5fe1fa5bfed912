package dev.portside.application.log;

import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.log.BatchResult;
import dev.portside.domain.log.EntryStatus;
import dev.portside.domain.log.LogEffects;
import dev.portside.domain.log.LogOutcome;
import dev.portside.domain.log.LogPlace;
import dev.portside.domain.log.LogStream;
import dev.portside.domain.log.Received;
import dev.portside.domain.log.StreamPosition;
import dev.portside.domain.log.StreamProgress;
import dev.portside.domain.shared.MovableClock;
import dev.portside.domain.shared.TracedWork;
import dev.portside.domain.tasks.TaskStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A store of texts with one position; it fails as it is told. */
final class FakeStore implements LogEffects<String>, StreamProgress {
    record Applied(List<String> values, Instant at) {}

    final List<Applied> batches = new ArrayList<>();
    final List<DeadLetter> letters = new ArrayList<>();
    final List<Received<String>> seen = new ArrayList<>();
    final List<List<String>> traces = new ArrayList<>();
    final Map<Long, EntryStatus> statuses = new HashMap<>();
    private final MovableClock clock;
    long position;
    int calls;
    int asked;
    /** Called before each batch, to throw. */
    Runnable before = () -> {};
    /** Called after each commit, to throw. */
    Runnable afterCommit = () -> {};

    FakeStore(MovableClock clock) {
        this.clock = clock;
    }

    List<String> values() {
        return batches.stream().flatMap(batch -> batch.values.stream()).toList();
    }

    @Override
    public BatchResult apply(List<Received<String>> batch, StreamPosition at) {
        traces.add(TracedWork.traceparents());
        calls++;
        before.run();
        if (at.from() != position) {
            return new BatchResult.Overtaken(position);
        }
        List<String> values = new ArrayList<>();
        for (Received<String> entry : batch) {
            if (entry.value().startsWith("poison")) {
                throw new IllegalStateException("constraint items_pkey of class Foo");
            }
            if (!entry.requeued() || statuses.remove(entry.origin().offset(), EntryStatus.PENDING)) {
                values.add(entry.value());
            }
        }
        position = at.next();
        seen.addAll(batch);
        batches.add(new Applied(List.copyOf(values), clock.instant()));
        afterCommit.run();
        return new BatchResult.Stored(batch.stream().map(FakeStore::outcome).toList());
    }

    private static LogOutcome outcome(Received<String> entry) {
        return entry.value().startsWith("refused") ? new LogOutcome.Rejected("refused") : new LogOutcome.Applied();
    }

    @Override
    public long next(LogStream stream, int partition) {
        return position;
    }

    @Override
    public boolean bury(StreamPosition at, LogPlace origin, DeadLetter letter) {
        if (at.from() != position) {
            return false;
        }
        position = at.next();
        letters.add(letter);
        statuses.put(
                origin.offset(),
                new EntryStatus(TaskStatus.DEAD, Optional.of(letter.error()), Optional.of(Instant.EPOCH)));
        return true;
    }

    @Override
    public boolean reopen(LogStream stream, LogPlace origin) {
        statuses.computeIfPresent(origin.offset(), (_, _) -> EntryStatus.PENDING);
        return statuses.containsKey(origin.offset());
    }

    @Override
    public Optional<EntryStatus> find(LogStream stream, LogPlace place) {
        if (statuses.containsKey(place.offset())) {
            return Optional.of(statuses.get(place.offset()));
        }
        return Optional.of(
                place.offset() >= position
                        ? EntryStatus.PENDING
                        : new EntryStatus(TaskStatus.APPLIED, Optional.empty(), Optional.empty()));
    }

    @Override
    public Set<LogPlace> finished(LogStream stream, Set<LogPlace> places) {
        asked++;
        return places.stream()
                .filter(place -> find(stream, place).orElseThrow().status().finished())
                .collect(Collectors.toSet());
    }
}
