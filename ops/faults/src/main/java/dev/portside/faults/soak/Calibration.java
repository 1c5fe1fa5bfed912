package dev.portside.faults.soak;

import dev.portside.faults.together.AllFlows;
import dev.portside.faults.together.EffectWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Finds how much load is held: it is raised by a half again and again, until some flow accepts less than nine tenths of what
 * it is asked for, or has not done within seconds what it accepted.
 */
final class Calibration {
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration SETTLING = Duration.ofSeconds(2);
    private static final Duration STEP = Duration.ofSeconds(5);
    private static final double RAISE = 1.5;
    private static final double PART_MIN = 0.9;
    private static final double LEAST = 0.25;

    /** A flow without effects for so long is done with all that it accepted. */
    private static final Duration SILENCE = Duration.ofMillis(800);

    private static final Duration BACKLOG_MAX = Duration.ofSeconds(3);

    /** More is not asked for, since everything is remembered for the judges. */
    private static final double MOST = 8;

    private Calibration() {}

    /** The highest load that was held, as {@link AllFlows#load} takes it. */
    static double run(AllFlows flows, EffectWatch effects, Consumer<String> progress) {
        flows.load(LEAST);
        pass(WARM_UP);
        double held = LEAST;
        for (double load = 2 * LEAST; load <= MOST; load *= RAISE) {
            flows.load(load);
            pass(SETTLING);
            List<String> behind = new ArrayList<>(behind(flows, load));
            behind.addAll(backlogs(flows, effects));
            progress.accept("%.2f times the usual load: %s"
                    .formatted(load, behind.isEmpty() ? "held" : "not held by " + behind));
            if (!behind.isEmpty()) {
                return held;
            }
            held = load;
        }
        return held;
    }

    private static List<String> behind(AllFlows flows, double load) {
        long start = System.nanoTime();
        pass(STEP);
        long end = System.nanoTime();
        List<String> behind = new ArrayList<>();
        for (String flow : flows.names()) {
            double rate = flows.acceptances(flow).subSet(start, end).size() * 1e9 / (end - start);
            double asked = load * AllFlows.perSecond(flow);
            if (rate < PART_MIN * asked) {
                behind.add("%s (%.0f of %.0f a second)".formatted(flow, rate, asked));
            }
        }
        return behind;
    }

    /** Lets nothing new be asked for, and tells which flows are still at what they accepted when they should be done. */
    private static List<String> backlogs(AllFlows flows, EffectWatch effects) {
        flows.load(0);
        pass(BACKLOG_MAX);
        long limit = System.nanoTime() - SILENCE.toNanos();
        return flows.names().stream()
                .filter(flow -> effects.moments(flow).ceiling(limit) != null)
                .map(flow -> flow + " (still at work)")
                .toList();
    }

    private static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
