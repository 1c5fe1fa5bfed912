package dev.portside.faults.products;

import dev.portside.faults.fleet.Instance;
import dev.portside.faults.fleet.ProductFleet;
import dev.portside.faults.fleet.Topic;
import dev.portside.faults.load.Caller;
import dev.portside.faults.load.Reply;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** Three times as many events as a slow store can take: the excess is refused, and nothing that was accepted is lost. */
public final class FloodTrial {
    private static final int CLIENTS = 128;
    private static final int TIMES = 3;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Far more than the slow store can take. */
    private static final int WARM_UP_PER_SECOND = 2_000;

    private FloodTrial() {}

    /**
     * What it came to.
     *
     * @param capacity events a second that were accepted when more came
     * @param heapBefore bytes in use after a full collection, the queue being full
     * @param heapAfter the same when the flood ends
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
        Topic topic = new Topic(fleet.brokers(), ProductFleet.TOPIC);
        store.slowDown();
        try (Caller caller = new Caller(PATIENCE)) {
            SteadyEvents events = new SteadyEvents(fleet, caller, CLIENTS);
            Phase filling = events.send(WARM_UP_PER_SECOND, WARM_UP);
            Phase full = events.send(WARM_UP_PER_SECOND, WARM_UP);
            double capacity = (double) full.accepted() / WARM_UP.toSeconds();
            Instance instance = fleet.instances().getFirst();
            long heapBefore = liveHeap(instance, caller);
            Phase flood = events.send(capacity * TIMES, time);
            long heapAfter = liveHeap(instance, caller);
            Duration applied = Duration.ofNanos(ProductRun.drain(store, topic));
            return new Outcome(
                    capacity,
                    flood,
                    heapBefore,
                    heapAfter,
                    applied,
                    Stream.of(filling.surprises(), full.surprises(), flood.surprises(), events.wrong(store, topic))
                            .flatMap(List::stream)
                            .toList());
        }
    }

    private static long liveHeap(Instance instance, Caller caller) throws InterruptedException {
        FullCollection.inInstances();
        return caller.get(instance, "/performance") instanceof Reply.Answered answer && answer.status() == 200
                ? JsonMapper.shared()
                        .readTree(answer.body())
                        .at("/memory/heap_used_bytes")
                        .asLong()
                : Long.MAX_VALUE;
    }
}
