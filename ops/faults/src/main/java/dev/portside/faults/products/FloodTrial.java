package dev.portside.faults.products;

import dev.portside.faults.fleet.Instance;
import dev.portside.faults.fleet.ProductFleet;
import dev.portside.faults.load.Caller;
import dev.portside.faults.load.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** Three times as many events as a slow store can take: the excess is refused, and nothing that was accepted is lost. */
public final class FloodTrial {
    private static final int CLIENTS = 128;
    private static final int TIMES = 3;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);

    /** Far more than the slow store can take. */
    private static final int WARM_UP_PER_SECOND = 2_000;

    private FloodTrial() {}

    /**
     * What it came to.
     *
     * @param capacity events a second that were accepted when more came
     * @param heapBefore bytes in use after collections, in the first third of the flood
     * @param heapAfter the same in the last third
     */
    public record Outcome(
            double capacity, Phase flood, long heapBefore, long heapAfter, Duration applied, List<String> wrong) {
        @Override
        public String toString() {
            return "capacity %,.0f/s; flood: %s; heap %.1f MB, later %.1f MB; all applied %.1f s after it%n%d wrong %s"
                    .formatted(
                            capacity,
                            flood,
                            heapBefore / 1e6,
                            heapAfter / 1e6,
                            applied.toMillis() / 1e3,
                            wrong.size(),
                            wrong.stream().limit(10).toList());
        }
    }

    /** The fleet must be fresh. */
    public static Outcome run(ProductFleet fleet, Duration time) throws InterruptedException {
        ProductStore store = new ProductStore(fleet.products(), ProductFleet.TOPIC);
        ProductTopic topic = new ProductTopic(fleet.brokers(), ProductFleet.TOPIC);
        store.slowDown();
        try (Caller caller = new Caller(PATIENCE)) {
            SteadyEvents events = new SteadyEvents(fleet, caller, CLIENTS);
            Phase filling = events.send(WARM_UP_PER_SECOND, WARM_UP);
            Phase full = events.send(WARM_UP_PER_SECOND, WARM_UP);
            double capacity = (double) full.accepted() / WARM_UP.toSeconds();
            HeapWatch heap = new HeapWatch(fleet.instances().getFirst(), caller);
            Phase flood = events.send(capacity * TIMES, time);
            List<Long> used = heap.end();
            Duration applied = Duration.ofNanos(ProductTrial.drain(store, topic));
            return new Outcome(
                    capacity,
                    flood,
                    Collections.min(used.subList(0, used.size() / 3)),
                    Collections.min(used.subList(used.size() * 2 / 3, used.size())),
                    applied,
                    Stream.of(filling.surprises(), full.surprises(), flood.surprises(), events.wrong(store, topic))
                            .flatMap(List::stream)
                            .toList());
        }
    }

    /** Notes again and again how much of its heap an instance uses; the least of some time is what collections leave. */
    private static final class HeapWatch {
        private final Instance instance;
        private final Caller caller;
        private final List<Long> used = Collections.synchronizedList(new ArrayList<>());
        private final Thread thread = Thread.ofVirtual().unstarted(this::watch);
        private volatile boolean ended;

        HeapWatch(Instance instance, Caller caller) {
            this.instance = instance;
            this.caller = caller;
            thread.start();
        }

        private void watch() {
            while (!ended) {
                if (caller.get(instance, "/performance") instanceof Reply.Answered answer && answer.status() == 200) {
                    used.add(JsonMapper.shared()
                            .readTree(answer.body())
                            .at("/memory/heap_used_bytes")
                            .asLong());
                }
                LockSupport.parkNanos(LOOK_INTERVAL.toNanos());
            }
        }

        List<Long> end() throws InterruptedException {
            ended = true;
            thread.join();
            return List.copyOf(used);
        }
    }
}
