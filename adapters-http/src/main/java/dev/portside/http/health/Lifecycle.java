package dev.portside.http.health;

/** Where this process stands between its start and its end. */
public final class Lifecycle {
    /** The phases, in their order. */
    public enum Phase {
        STARTING,
        READY,
        STOPPING
    }

    private volatile Phase phase = Phase.STARTING;

    public Phase phase() {
        return phase;
    }

    /** Everything has been started; without effect once the stop has begun. */
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
