package dev.portside.application.shared;

import java.time.Duration;

/**
 * A step that begins again only some time after it began last, unless there was more to do at once. For one thread.
 *
 * <p>Method: a duty cycle. A step that takes long because much had gathered is followed by a longer rest, in which more
 * gathers, so that under load each piece of work costs less; a short step is followed by a short one.
 */
public final class Paced implements Worker.Step {
    /** From the beginning of one step to the beginning of the next, in times that the first took. */
    private static final int CYCLE = 4;

    private final Worker.Step step;
    private final long paceNanosMin;
    private final long paceNanosMax;
    private long earliest = System.nanoTime();

    /** @param pace from the beginning of one step to the beginning of the next, at least */
    public Paced(Worker.Step step, Duration pace) {
        this(step, pace, pace);
    }

    /**
     * @param paceMin from the beginning of one step to the beginning of the next, at least
     * @param paceMax the same after a step that took long
     */
    public Paced(Worker.Step step, Duration paceMin, Duration paceMax) {
        this.step = step;
        this.paceNanosMin = paceMin.toNanos();
        this.paceNanosMax = paceMax.toNanos();
    }

    @Override
    public boolean runOnce() throws InterruptedException {
        long early = earliest - System.nanoTime();
        if (early > 0) {
            Thread.sleep(Duration.ofNanos(early));
        }
        long started = System.nanoTime();
        boolean more = step.runOnce();
        earliest = more ? started : started + paceNanos(System.nanoTime() - started);
        return more;
    }

    /** From the beginning of a step that took so long to the beginning of the next. */
    long paceNanos(long took) {
        return Math.clamp(CYCLE * took, paceNanosMin, paceNanosMax);
    }
}
