package dev.portside.faults.users;

import dev.portside.faults.fleet.RelayFleet;
import dev.portside.faults.load.AtOnce;
import dev.portside.faults.load.Caller;
import dev.portside.faults.load.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Users are registered at a steady rate while the broker is there, and while it is away; then everything must arrive. */
public final class OutageTrial {
    private static final int CLIENTS = 8;
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RelayFleet fleet;
    private final Caller caller;
    private final int perSecond;
    private final AtomicInteger users = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> refused = new ConcurrentLinkedQueue<>();

    /**
     * What it came to.
     *
     * @param registered users, in all
     * @param refused answers other than 201
     * @param wrong how many of them were not seen exactly once
     */
    public record Outcome(
            Duration healthyP99, Duration awayP99, int registered, List<String> refused, long wrong, Duration drained) {
        public double ratio() {
            return (double) awayP99.toNanos() / healthyP99.toNanos();
        }

        @Override
        public String toString() {
            return "p99 of a registration %.1f ms with the broker, %.1f ms without (%.2f times); %d users registered, %d refused, %d not seen once; relays done %.1f s after its return"
                    .formatted(
                            healthyP99.toNanos() / 1e6,
                            awayP99.toNanos() / 1e6,
                            ratio(),
                            registered,
                            refused.size(),
                            wrong,
                            drained.toMillis() / 1e3);
        }
    }

    private OutageTrial(RelayFleet fleet, Caller caller, int perSecond) {
        this.fleet = fleet;
        this.caller = caller;
        this.perSecond = perSecond;
    }

    /** @param time of each of the two phases */
    public static Outcome run(RelayFleet fleet, int perSecond, Duration time) throws InterruptedException {
        try (TopicWatcher watcher = new TopicWatcher(fleet.brokers(), RelayFleet.TOPIC);
                Caller caller = new Caller(PATIENCE)) {
            OutageTrial trial = new OutageTrial(fleet, caller, perSecond);
            Duration _ = trial.p99(WARM_UP);
            Duration healthy = trial.p99(time);
            fleet.broker().kill();
            Duration away = trial.p99(time);
            fleet.broker().revive();
            Duration drained = Duration.ofNanos(UserRun.drain(new Outbox(fleet.users())));
            return new Outcome(
                    healthy,
                    away,
                    trial.users.get(),
                    List.copyOf(trial.refused),
                    trial.wrong(watcher.caughtUp()),
                    drained);
        }
    }

    /** Of all registrations in that time, each measured from when it was due. */
    private Duration p99(Duration time) throws InterruptedException {
        ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();
        long start = System.nanoTime();
        long interval = TimeUnit.SECONDS.toNanos(CLIENTS) / perSecond;
        AtOnce.run(CLIENTS, client -> {
            long due = start + client * interval / CLIENTS;
            for (; due - start < time.toNanos(); due += interval) {
                LockSupport.parkNanos(due - System.nanoTime());
                register();
                nanos.add(System.nanoTime() - due);
            }
        });
        List<Long> sorted = nanos.stream().sorted().toList();
        return Duration.ofNanos(sorted.get(sorted.size() * 99 / 100));
    }

    private void register() {
        int number = users.incrementAndGet();
        Reply reply = caller.post(
                fleet.api(),
                "/api/users",
                "{\"email\":\"outage%d@example.com\",\"name\":\"%s\"}".formatted(number, name(number)));
        if (!(reply instanceof Reply.Answered answer) || answer.status() != 201) {
            refused.add(reply.toString());
        }
    }

    private static String name(int number) {
        return "Outage " + number;
    }

    private long wrong(List<SeenEvent> seen) {
        Map<String, Integer> times = new HashMap<>();
        seen.forEach(event -> times.merge(event.name(), 1, Integer::sum));
        List<Integer> wrong = new ArrayList<>();
        for (int number = 1; number <= users.get(); number++) {
            if (times.getOrDefault(name(number), 0) != 1) {
                wrong.add(number);
            }
        }
        return wrong.size();
    }
}
