package dev.portside.faults.todos;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;

/** When clients were told that changes had been applied. Each todo's changes are numbered, and come one after another. */
final class Told {
    private static final int NOTHING = 0;

    private final List<ConcurrentSkipListMap<Long, Integer>> todos;

    Told(int count) {
        this.todos = IntStream.range(0, count)
                .mapToObj(_ -> new ConcurrentSkipListMap<Long, Integer>())
                .toList();
    }

    /** @param nanos on the clock of {@link System#nanoTime} */
    void applied(int todo, int number, long nanos) {
        todos.get(todo).put(nanos, number);
    }

    /** The last change of which somebody had been told by then. */
    int lastBefore(int todo, long nanos) {
        Map.Entry<Long, Integer> last = todos.get(todo).floorEntry(nanos);
        return last == null ? NOTHING : last.getValue();
    }

    int changes() {
        return todos.stream().mapToInt(ConcurrentSkipListMap::size).sum();
    }
}
