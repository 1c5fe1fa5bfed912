package dev.portside.application.shared;

import dev.portside.domain.shared.Lane;
import dev.portside.domain.shared.LeasedLane;
import dev.portside.domain.shared.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Workers that divide the lanes which this instance holds. Each sleeps until it is woken for lanes of its own: by whoever
 * gave them work, or by one poll for all of them, which finds what others left there. So an idle instance costs its store
 * one small query per poll, however many workers it has.
 */
public final class LaneWorkers {
    private static final Duration POLL_MIN = Duration.ofMillis(100);
    private static final Duration POLL_MAX = Duration.ofSeconds(3);

    /** Without a wake-up a worker looks for itself after this time; only a fault of the poll makes that matter. */
    private static final Duration SLEEP_MAX = Duration.ofMinutes(1);

    /**
     * A worker that had little to do begins its next batch this long after its last one at the earliest. Under load its
     * batches grow so, and cost less per piece of work; a piece that comes to an idle worker does not wait.
     */
    private static final Duration PACE = Duration.ofMillis(20);

    /** The same after a batch that took long. */
    private static final Duration PACE_UNDER_LOAD = Duration.ofMillis(100);

    private final String name;
    private final HeldLanes held;
    private final List<Signal> wake;
    private final Signal poll = new Signal();
    private final AdaptiveInterval interval = new AdaptiveInterval(POLL_MIN, POLL_MAX);

    public LaneWorkers(String name, int workers, HeldLanes held) {
        this.name = name;
        this.held = held;
        this.wake = Stream.generate(Signal::new).limit(workers).toList();
    }

    /** Wakes the workers of these lanes, whether or not the lanes are held now. Returns at once. */
    public void wake(Set<Lane> lanes) {
        lanes.forEach(lane -> wake.get(HeldLanes.worker(lane, wake.size())).raise());
    }

    /** Has the poll look now, since somebody may have left work anywhere. Returns at once. */
    public void look() {
        poll.raise();
    }

    /**
     * Starts the workers and their poll.
     *
     * @param work one batch of work in lanes that are held; whether there may be more at once
     * @param due which of the lanes have something to do
     * @return what ends them, after the step in hand
     */
    public AutoCloseable start(Predicate<Set<LeasedLane>> work, Function<Set<LeasedLane>, Set<Lane>> due) {
        Stream<Worker> workers = IntStream.range(0, wake.size())
                .mapToObj(index -> Worker.start(
                        name + "-worker-" + index,
                        new Paced(() -> work.test(held.share(index, wake.size())), PACE, PACE_UNDER_LOAD),
                        wake.get(index),
                        SLEEP_MAX));
        Worker polling = Worker.start(name + "-poll", new Paced(() -> poll(due), PACE), poll, interval);
        return Worker.together(Stream.concat(Stream.of(polling), workers).toList());
    }

    private boolean poll(Function<Set<LeasedLane>, Set<Lane>> due) {
        Set<LeasedLane> lanes = held.all();
        Set<Lane> found = lanes.isEmpty() ? Set.of() : due.apply(lanes);
        if (!found.isEmpty()) {
            interval.found();
            wake(found);
        }
        return false;
    }
}
