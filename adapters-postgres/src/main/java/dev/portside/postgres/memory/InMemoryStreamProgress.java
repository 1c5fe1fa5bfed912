package dev.portside.postgres.memory;

import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.log.BatchResult;
import dev.portside.domain.log.EntryStatus;
import dev.portside.domain.log.LogOutcome;
import dev.portside.domain.log.LogPlace;
import dev.portside.domain.log.LogStream;
import dev.portside.domain.log.Received;
import dev.portside.domain.log.StreamPosition;
import dev.portside.domain.log.StreamProgress;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.tasks.TaskStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Positions and outcomes in memory. Its lock is what makes effects and position one transaction. */
public final class InMemoryStreamProgress implements StreamProgress {
    private static final int STEPS_MAX = 10_000;

    private record Partition(LogStream stream, int number) {}

    /** By partition, the positions that were stored, and when; the last is the current one. The oldest are forgotten. */
    private final Map<Partition, NavigableMap<Long, Instant>> steps = new HashMap<>();

    private final EntryOutcomes outcomes;
    private final DeadLetters deadLetters;
    private final InstantSource clock;

    public InMemoryStreamProgress(DeadLetters deadLetters, InstantSource clock, MemoryBudget memory) {
        this.deadLetters = deadLetters;
        this.clock = clock;
        this.outcomes = new EntryOutcomes(deadLetters, memory);
    }

    @Override
    public synchronized long next(LogStream stream, int partition) {
        NavigableMap<Long, Instant> stored = steps(stream, partition);
        return stored.isEmpty() ? 0 : stored.lastKey();
    }

    /**
     * The transaction of {@link dev.portside.domain.log.LogEffects#apply}.
     *
     * @param effects applies entries, all or none, and gives one outcome each in their order; gets only the entries that
     *     may take effect
     */
    public synchronized <T> BatchResult apply(
            List<Received<T>> batch, StreamPosition position, Function<List<Received<T>>, List<LogOutcome>> effects) {
        long stored = next(position.stream(), position.partition());
        if (stored != position.from()) {
            return new BatchResult.Overtaken(stored);
        }
        boolean[] due = due(batch, position.stream());
        List<Received<T>> taking = new ArrayList<>();
        for (int i = 0; i < due.length; i++) {
            if (due[i]) {
                taking.add(batch.get(i));
            }
        }
        Iterator<LogOutcome> results = effects.apply(taking).iterator();
        store(position);
        List<LogOutcome> all = new ArrayList<>();
        for (int i = 0; i < due.length; i++) {
            LogOutcome outcome = due[i] ? results.next() : new LogOutcome.Applied();
            if (due[i]) {
                keep(position.stream(), batch.get(i), outcome);
            }
            all.add(outcome);
        }
        return new BatchResult.Stored(all);
    }

    /** Which entries may take effect: of those that came back, the first copy while its origin is reopened. */
    private <T> boolean[] due(List<Received<T>> batch, LogStream stream) {
        Set<LogPlace> returning = new HashSet<>();
        boolean[] due = new boolean[batch.size()];
        for (int i = 0; i < due.length; i++) {
            Received<T> entry = batch.get(i);
            due[i] = !entry.requeued() || (outcomes.isPending(stream, entry.origin()) && returning.add(entry.origin()));
        }
        return due;
    }

    private void keep(LogStream stream, Received<?> entry, LogOutcome outcome) {
        switch (outcome) {
            case LogOutcome.Rejected rejected ->
                outcomes.end(
                        stream, entry.origin(), TaskStatus.REJECTED, Optional.of(rejected.reason()), clock.instant());
            case LogOutcome.Applied _ -> {
                if (entry.requeued()) {
                    outcomes.end(stream, entry.origin(), TaskStatus.APPLIED, Optional.empty(), clock.instant());
                }
            }
        }
    }

    private void store(StreamPosition position) {
        NavigableMap<Long, Instant> stored = steps(position.stream(), position.partition());
        stored.put(position.next(), clock.instant());
        if (stored.size() > STEPS_MAX) {
            stored.pollFirstEntry();
        }
    }

    @Override
    public synchronized boolean bury(StreamPosition position, LogPlace origin, DeadLetter letter) {
        if (next(position.stream(), position.partition()) != position.from()) {
            return false;
        }
        deadLetters.add(letter);
        outcomes.die(position.stream(), origin, letter.error(), letter.id(), clock.instant());
        store(position);
        return true;
    }

    @Override
    public synchronized boolean reopen(LogStream stream, LogPlace origin) {
        Optional<TaskStatus> status = find(stream, origin).map(EntryStatus::status);
        if (status.isEmpty() || status.get() == TaskStatus.DEAD) {
            outcomes.reopen(stream, origin, clock.instant());
        }
        return outcomes.isPending(stream, origin);
    }

    @Override
    public synchronized Optional<EntryStatus> find(LogStream stream, LogPlace place) {
        Optional<EntryStatus> kept = outcomes.find(stream, place);
        if (kept.isPresent()) {
            return kept;
        }
        if (outcomes.isForgotten(stream, place)) {
            return Optional.empty();
        }
        NavigableMap<Long, Instant> stored = steps(stream, place.partition());
        Map.Entry<Long, Instant> step = stored.higherEntry(place.offset());
        if (step == null) {
            return Optional.of(EntryStatus.PENDING);
        }
        // Before the oldest step that is known, others may have been forgotten.
        boolean exact = stored.size() < STEPS_MAX || !step.equals(stored.firstEntry());
        return Optional.of(new EntryStatus(
                TaskStatus.APPLIED, Optional.empty(), exact ? Optional.of(step.getValue()) : Optional.empty()));
    }

    @Override
    public synchronized Set<LogPlace> finished(LogStream stream, Set<LogPlace> places) {
        return places.stream()
                .filter(place -> find(stream, place)
                        .filter(status -> !status.status().finished())
                        .isEmpty())
                .collect(Collectors.toSet());
    }

    private NavigableMap<Long, Instant> steps(LogStream stream, int partition) {
        return steps.computeIfAbsent(new Partition(stream, partition), _ -> new TreeMap<>());
    }
}
