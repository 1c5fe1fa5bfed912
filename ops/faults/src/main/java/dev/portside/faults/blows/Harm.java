package dev.portside.faults.blows;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** What can be done to a process, or to the network between two. */
public enum Harm {
    /** Ends a process as SIGKILL does; in the end it is started again. */
    KILL(0, 1_500),
    /** Stops a process where it stands, past the leases and past the time that a statement may take. */
    PAUSE(500, 9_000),
    /** Resets connections; new ones are welcome. */
    CUT(0, 0),
    /** Resets connections, and takes none. */
    REFUSE(500, 6_000),
    /** Loses the other side of connections without a word; new ones are whole. */
    HALF_OPEN(0, 0),
    /** Lets nothing pass, on new connections neither; in the end it all arrives. */
    SILENCE(1_000, 9_000),
    /** Lets everything arrive later. */
    DELAY(2_000, 6_000),
    /** Lets little pass at a time. */
    SLOW(2_000, 6_000);

    private final int millisMin;
    private final int millisMax;

    Harm(int millisMin, int millisMax) {
        this.millisMin = millisMin;
        this.millisMax = millisMax;
    }

    /** How long it may last. */
    Duration lasting(RandomGenerator random) {
        return Duration.ofMillis(random.nextInt(millisMin, millisMax + 1));
    }

    /** Whether an instance cannot ask the other end, or has just lost it. After {@link #HALF_OPEN} it can, if it connects anew. */
    public boolean cutsOff() {
        return this != HALF_OPEN && this != DELAY && this != SLOW;
    }
}
