package dev.portside.http.health;

import java.util.function.BooleanSupplier;

/** Where this process stands between its start and its end. */
public final class Lifecycle {
    /** The phases, in their order. */
    public enum Phase {
        STARTING,
        READY,
        STOPPING
    }

    private final BooleanSupplier warm;
    private volatile Phase phase = Phase.STARTING;

    /** @param warm whether everything is read that calls are not to wait for; until then the start is not over */
    public Lifecycle(BooleanSupplier warm) {
        this.warm = warm;
    }

    public Phase phase() {
        return phase == Phase.READY && !warm.getAsBoolean() ? Phase.STARTING : phase;
    }

    /** Everything has been started and calls are answered; without effect once the stop has begun. */
    public synchronized void started() {
        if (phase == Phase.STARTING) {
            phase = Phase.READY;
        }
    }

    /** The stop begins: no more requests should be sent here, though those that come are still answered. */
    public synchronized void stopping() {
        phase = Phase.STOPPING;
    }
}
