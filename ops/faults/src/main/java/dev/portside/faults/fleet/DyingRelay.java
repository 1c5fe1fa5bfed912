package dev.portside.faults.fleet;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * A relay whose death is chosen at random: at any moment, or, more often, at a named step. For that the relay that is there
 * leaves, and the next one halts itself when it comes to the step.
 */
public final class DyingRelay implements Victim {
    private static final List<String> STEPS = List.of(
            "before open",
            "after open",
            "before look for claims",
            "after look for claims",
            "before retire",
            "after retire",
            "before claim",
            "after claim",
            "before publish",
            "after publish",
            "before mark",
            "after mark");

    /** What comes once, or only when somebody else died. */
    private static final List<String> RARE = List.of("before open", "after open", "before retire", "after retire");

    private static final String ANY_MOMENT = "at any moment";
    private static final int HALTS_PERCENT = 70;
    private static final int PASSINGS_MAX = 8;
    private static final Duration START_TIME_MAX = Duration.ofSeconds(30);

    /** Another relay gives lanes to a new one when its heartbeat comes to it. */
    private static final Duration STEP_TIME_MAX = Duration.ofSeconds(10);

    private static final Duration RARE_TIME_MAX = Duration.ofSeconds(3);

    private final RelaySlot slot;
    private final RandomGenerator random;
    private final Map<String, Integer> deaths = new TreeMap<>();
    private Runnable moreWork = () -> {};

    DyingRelay(RelaySlot slot, RandomGenerator random) {
        this.slot = slot;
        this.random = random;
    }

    /** What gives a relay something to do while its step is waited for. */
    public void workFrom(Runnable source) {
        moreWork = source;
    }

    @Override
    public String name() {
        return slot.name();
    }

    @Override
    public String role() {
        return slot.role();
    }

    @Override
    public void kill() {
        boolean halts = random.nextInt(100) < HALTS_PERCENT;
        String place = halts ? haltAt(STEPS.get(random.nextInt(STEPS.size()))) : ANY_MOMENT;
        slot.kill();
        deaths.merge(place, 1, Integer::sum);
    }

    /** Where the relay is when this returns: dead at the step, or alive when it did not get there. */
    private String haltAt(String step) {
        slot.leave();
        boolean rare = RARE.contains(step);
        slot.join(Map.of("RELAY_HALT_AT", step + ":" + (rare ? 1 : 1 + random.nextInt(PASSINGS_MAX))));
        await(START_TIME_MAX, () -> slot.hasEnded() || slot.isReady());
        await(rare ? RARE_TIME_MAX : STEP_TIME_MAX, slot::hasEnded);
        return slot.hasEnded() ? step : ANY_MOMENT;
    }

    private void await(Duration timeMax, BooleanSupplier condition) {
        long deadline = System.nanoTime() + timeMax.toNanos();
        while (System.nanoTime() < deadline && !condition.getAsBoolean()) {
            moreWork.run();
            Until.pause();
        }
    }

    @Override
    public void revive() {
        slot.revive();
    }

    @Override
    public void pause() {
        slot.pause();
    }

    @Override
    public void resume() {
        slot.resume();
    }

    /** How many relays died where. */
    public Map<String, Integer> deaths() {
        return Map.copyOf(deaths);
    }
}
