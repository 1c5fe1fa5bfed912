package dev.portside.faults.products;

import dev.portside.faults.fleet.ProductFleet;
import dev.portside.faults.fleet.Topic;
import dev.portside.faults.fleet.Until;
import dev.portside.faults.load.Caller;
import dev.portside.faults.load.Reply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Events at a steady rate while the store is there, and while it is away; then everything must be applied. */
public final class StoreOutageTrial {
    private static final int CLIENTS = 16;
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration OPENING_TIME_MAX = Duration.ofSeconds(60);

    private StoreOutageTrial() {}

    /**
     * What it came to.
     *
     * @param opened how long the store was away when an instance told that its breaker was open
     * @param applied how long it was back when all was applied
     */
    public record Outcome(Phase healthy, Phase away, Duration opened, Duration applied, List<String> wrong) {
        public int refused() {
            return healthy.refused() + away.refused();
        }

        @Override
        public String toString() {
            return "with the store %s%nwithout it %s; breaker open after %.1f s; all applied %.1f s after its return%n%d wrong %s"
                    .formatted(
                            healthy,
                            away,
                            opened.toMillis() / 1e3,
                            applied.toMillis() / 1e3,
                            wrong.size(),
                            wrong.stream().limit(10).toList());
        }
    }

    /** @param time of each of the two phases */
    public static Outcome run(ProductFleet fleet, int perSecond, Duration time) throws InterruptedException {
        ProductStore store = new ProductStore(fleet.products(), ProductFleet.TOPIC);
        Topic topic = new Topic(fleet.brokers(), ProductFleet.TOPIC);
        try (Caller caller = new Caller(PATIENCE)) {
            SteadyEvents events = new SteadyEvents(fleet, caller, CLIENTS);
            Phase warm = events.send(perSecond, WARM_UP);
            Phase healthy = events.send(perSecond, time);
            fleet.database().kill();
            CompletableFuture<Duration> opened = CompletableFuture.supplyAsync(() -> opened(fleet, caller));
            Phase away = events.send(perSecond, time);
            fleet.database().revive();
            Duration applied = Duration.ofNanos(ProductRun.drain(store, topic));
            return new Outcome(
                    healthy,
                    away,
                    opened.join(),
                    applied,
                    Stream.of(warm.surprises(), healthy.surprises(), away.surprises(), events.wrong(store, topic))
                            .flatMap(List::stream)
                            .toList());
        }
    }

    private static Duration opened(ProductFleet fleet, Caller caller) {
        long start = System.nanoTime();
        Until.holds(
                () -> "a breaker opens",
                OPENING_TIME_MAX,
                () -> fleet.instances().stream()
                        .anyMatch(instance -> caller.get(instance, "/health/products") instanceof Reply.Answered answer
                                && answer.body().contains("\"circuit_breaker\":\"open\"")));
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
