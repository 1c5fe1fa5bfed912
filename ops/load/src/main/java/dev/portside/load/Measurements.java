package dev.portside.load;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What calls took, by step. Each answer counts twice: from when its call was due, which is what a user would have waited, and
 * from when it was sent. A generator that waits for a stalled server asks it less, and the second figure hides the stall from
 * whoever was due in it (coordinated omission); only the first is reported as the latency.
 */
public final class Measurements {
    private static final long NANOS_MAX = TimeUnit.HOURS.toNanos(1);
    private static final int DIGITS = 3;

    private final Map<String, Step> steps = new LinkedHashMap<>();
    private final SortedMap<String, Long> answers = new TreeMap<>();
    private final Histogram tasks = histogram();
    private long bytes;

    /**
     * Nanoseconds.
     *
     * @param due from when calls were due
     * @param sent from when they were sent
     */
    public record Step(String name, Histogram due, Histogram sent) {}

    synchronized void answered(String step, long sinceDue, long sinceSent, Reply reply) {
        Step at = step(step);
        record(at.due(), sinceDue);
        record(at.sent(), sinceSent);
        answers.merge(Integer.toString(reply.status()), 1L, Long::sum);
        bytes += reply.body().length;
    }

    /** A call without an answer took as long as it was waited for. */
    synchronized void unanswered(String step, long sinceDue, String fault) {
        record(step(step).due(), sinceDue);
        answers.merge(fault, 1L, Long::sum);
    }

    synchronized void task(long sinceDue) {
        record(tasks, sinceDue);
    }

    /** In the order in which they were first answered. To be asked when all is measured. */
    public synchronized List<Step> steps() {
        return new ArrayList<>(steps.values());
    }

    /** How many answers there were by status, or by fault where there was none. */
    public synchronized SortedMap<String, Long> answers() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(answers));
    }

    /** Of whole tasks, from when they were due. */
    public synchronized Histogram tasks() {
        return tasks.copy();
    }

    /** Of all bodies. */
    public synchronized long bytes() {
        return bytes;
    }

    /** Of all steps together, from when calls were due. */
    public synchronized Histogram calls() {
        Histogram all = histogram();
        steps.values().forEach(step -> all.add(step.due()));
        return all;
    }

    private Step step(String name) {
        return steps.computeIfAbsent(name, _ -> new Step(name, histogram(), histogram()));
    }

    private static Histogram histogram() {
        return new Histogram(NANOS_MAX, DIGITS);
    }

    private static void record(Histogram histogram, long nanos) {
        histogram.recordValue(Math.clamp(nanos, 0, NANOS_MAX));
    }
}
