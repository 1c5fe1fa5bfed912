package dev.portside.load;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What became of the tasks. */
public final class Tally {
    private static final int EXAMPLES_MAX = 10;

    private final Map<Ending, Integer> counts = new EnumMap<>(Ending.class);
    private final List<String> examples = new ArrayList<>();

    synchronized void add(Ending ending) {
        counts.merge(ending, 1, Integer::sum);
    }

    synchronized void add(int task, TaskFault fault) {
        add(fault.ending());
        if (examples.size() < EXAMPLES_MAX) {
            examples.add("task " + task + " " + word(fault.ending()) + ": " + fault.what());
        }
    }

    public synchronized int count(Ending ending) {
        return counts.getOrDefault(ending, 0);
    }

    /** The first faults, for a person. */
    public synchronized List<String> examples() {
        return List.copyOf(examples);
    }

    public static String word(Ending ending) {
        return ending.name().toLowerCase(Locale.ROOT);
    }
}
