package dev.portside.postgres.memory;

import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.deadletters.Source;
import dev.portside.domain.shared.MemoryBudget;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Dead letters in memory, sorted by id. */
public final class InMemoryDeadLetters implements DeadLetters {
    private static final int OVERHEAD_BYTES = 400;

    private final ConcurrentSkipListMap<String, DeadLetter> letters = new ConcurrentSkipListMap<>();
    private final MemoryBudget memory;

    public InMemoryDeadLetters(MemoryBudget memory) {
        this.memory = memory;
    }

    @Override
    public void add(DeadLetter letter) {
        memory.reserve(weight(letter));
        if (letters.putIfAbsent(letter.id(), letter) != null) {
            memory.release(weight(letter));
        }
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
    public long count(Optional<Source> source) {
        if (source.isEmpty()) {
            return letters.size();
        }
        return letters.values().stream()
                .filter(letter -> letter.source() == source.get())
                .count();
    }

    @Override
    public boolean remove(String id) {
        DeadLetter removed = letters.remove(id);
        if (removed != null) {
            memory.release(weight(removed));
        }
        return removed != null;
    }

    private static long weight(DeadLetter letter) {
        return OVERHEAD_BYTES + 2L * (letter.payload().length() + letter.error().length());
    }
}
