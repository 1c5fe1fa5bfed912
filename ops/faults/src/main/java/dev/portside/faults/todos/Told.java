package dev.portside.faults.todos;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** When clients were told that changes had been applied. Each todo's changes are numbered, and come one after another. */
final class Told {
    private static final int NOTHING = 0;

    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<Integer, ConcurrentSkipListMap<Long, Integer>> todos = new ConcurrentHashMap<>();

    /** The number of a new todo, from 1 on. */
    int next() {
        return numbers.incrementAndGet();
    }

    /** @param nanos on the clock of {@link System#nanoTime} */
    void applied(int todo, int number, long nanos) {
        todos.computeIfAbsent(todo, _ -> new ConcurrentSkipListMap<>()).put(nanos, number);
    }

    /** The last change of which somebody had been told by then. */
    int lastBefore(int todo, long nanos) {
        ConcurrentSkipListMap<Long, Integer> changes = todos.get(todo);
        Map.Entry<Long, Integer> last = changes == null ? null : changes.floorEntry(nanos);
        return last == null ? NOTHING : last.getValue();
    }

    int changes() {
        return todos.values().stream().mapToInt(ConcurrentSkipListMap::size).sum();
    }
}
