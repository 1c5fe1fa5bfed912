package dev.portside.bootstrap.steps;

import java.util.concurrent.atomic.AtomicInteger;

/** Ends the process when the relay comes to a step for the n-th time. */
public final class HaltAtStep implements Steps {
    private final HaltPoint point;
    private final Runnable halt;
    private final AtomicInteger passed = new AtomicInteger();

    /** @param halt ends the process as kill -9 does */
    public HaltAtStep(HaltPoint point, Runnable halt) {
        this.point = point;
        this.halt = halt;
    }

    @Override
    public void at(String name) {
        if (name.equals(point.step()) && passed.incrementAndGet() == point.passing()) {
            halt.run();
        }
    }
}
