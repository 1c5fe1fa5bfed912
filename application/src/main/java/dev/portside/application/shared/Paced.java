package dev.portside.application.shared;

import java.time.Duration;

/** A step that begins again only some time after it began last, unless there was more to do at once. For one thread. */
public final class Paced implements Worker.Step {
    private final Worker.Step step;
    private final long paceNanos;
    private long earliest = System.nanoTime();

    /** @param pace from the beginning of one step to the beginning of the next, at least */
    public Paced(Worker.Step step, Duration pace) {
        this.step = step;
        this.paceNanos = pace.toNanos();
    }

    @Override
    public boolean runOnce() throws InterruptedException {
        long early = earliest - System.nanoTime();
        if (early > 0) {
            Thread.sleep(Duration.ofNanos(early));
        }
        long started = System.nanoTime();
        boolean more = step.runOnce();
        earliest = more ? started : started + paceNanos;
        return more;
    }
}
