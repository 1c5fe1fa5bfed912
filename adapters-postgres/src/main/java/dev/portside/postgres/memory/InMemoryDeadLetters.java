package dev.portside.postgres.memory;

import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.deadletters.Source;
import dev.portside.domain.shared.MemoryBudget;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Dead letters in memory, sorted by id. Pages take no lock, counts don't scan. */
public final class InMemoryDeadLetters implements DeadLetters {
    private static final int OVERHEAD_BYTES = 400;

    private final ConcurrentSkipListMap<String, DeadLetter> letters = new ConcurrentSkipListMap<>();
    private final Map<Source, Long> counts = new EnumMap<>(Source.class);
    private final MemoryBudget memory;

    public InMemoryDeadLetters(MemoryBudget memory) {
        this.memory = memory;
    }

    @Override
    public synchronized void add(DeadLetter letter) {
        DeadLetter known = letters.get(letter.id());
        if (known != null && !letter.lastFailureAt().isAfter(known.lastFailureAt())) {
            return;
        }
        memory.reserve(weight(letter));
        if (known != null) {
            drop(known);
        }
        letters.put(letter.id(), letter);
        counts.merge(letter.source(), 1L, Long::sum);
    }

    @Override
    public Optional<DeadLetter> find(String id) {
        return Optional.ofNullable(letters.get(id));
    }

    @Override
    public List<DeadLetter> page(Optional<Source> source, Optional<String> after, int limit) {
        return letters.tailMap(after.orElse(""), false).values().stream()
                .filter(letter -> source.isEmpty() || source.get() == letter.source())
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized long count(Optional<Source> source) {
        return source.map(one -> counts.getOrDefault(one, 0L)).orElseGet(() -> (long) letters.size());
    }

    @Override
    public synchronized boolean remove(String id) {
        DeadLetter known = letters.get(id);
        return known != null && remove(known);
    }

    @Override
    public synchronized boolean remove(DeadLetter letter) {
        if (!letter.equals(letters.get(letter.id()))) {
            return false;
        }
        drop(letter);
        return true;
    }

    private void drop(DeadLetter letter) {
        letters.remove(letter.id());
        counts.merge(letter.source(), -1L, Long::sum);
        memory.release(weight(letter));
    }

    private static long weight(DeadLetter letter) {
        return OVERHEAD_BYTES + 2L * (letter.payload().length() + letter.error().length());
    }
}
