package dev.portside.relay;

import dev.portside.application.users.RelayUserEvents;
import dev.portside.bootstrap.steps.Steps;
import dev.portside.domain.shared.LeasedLane;
import dev.portside.domain.shared.Unavailable;
import dev.portside.domain.users.UserEvent;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;

/**
 * A relay on a thread of its own that moves only when it is told to, from one step to the next. Whoever tells several of
 * them decides how they interleave.
 */
final class Actor implements Steps {
    /** What happens to the relay at the step where it stands. */
    enum Fate {
        GO_ON,
        FAIL,
        DIE
    }

    private static final int BATCH_SIZE = 4;

    private final String owner;
    private final RelayUserEvents relay;
    private final Semaphore turn = new Semaphore(0);
    private final Semaphore rest = new Semaphore(0);
    private volatile Set<LeasedLane> lanes = Set.of();
    private volatile Fate fate = Fate.GO_ON;
    private volatile String place = "start";
    private volatile boolean leaving;
    private volatile boolean ended;

    Actor(RelayWorld world, String owner, Predicate<UserEvent> poison) {
        this.owner = owner;
        this.relay = world.relay(BATCH_SIZE, this, poison);
        Thread.ofVirtual().name(owner).start(this::run);
        rest.acquireUninterruptibly();
    }

    private void run() {
        try {
            while (!leaving) {
                runOnce();
            }
            relay.close();
        } catch (Died | Unavailable _) {
            // As meant: what it held stays as it is.
            leaving = true;
        } finally {
            ended = true;
            rest.release();
        }
    }

    private void runOnce() {
        try {
            at("between runs");
            relay.runOnce(lanes);
        } catch (Unavailable _) {
            // The loop goes on, as a worker does.
            place = "after a failure";
        }
    }

    @Override
    public void at(String name) {
        place = name;
        rest.release();
        turn.acquireUninterruptibly();
        switch (fate) {
            case GO_ON -> {}
            case FAIL -> throw new Unavailable("away " + name, Duration.ofSeconds(1));
            case DIE -> throw new Died(name);
        }
    }

    /** Lets the relay move to its next step; returns when it stands there or has ended. */
    void move(Fate now) {
        if (ended) {
            return;
        }
        fate = now;
        turn.release();
        rest.acquireUninterruptibly();
    }

    /** The lanes that it believes to hold from now on. */
    void believe(Set<LeasedLane> held) {
        lanes = held;
    }

    /** Asks it to end after its batch. */
    void leave() {
        leaving = true;
    }

    String owner() {
        return owner;
    }

    String place() {
        return place;
    }

    boolean ended() {
        return ended;
    }
}
