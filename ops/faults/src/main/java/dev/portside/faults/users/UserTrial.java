package dev.portside.faults.users;

import dev.portside.faults.fleet.RelayFleet;
import dev.portside.faults.fleet.Until;
import dev.portside.faults.load.Allowance;
import dev.portside.faults.load.Caller;
import dev.portside.faults.load.Journal;
import dev.portside.faults.load.Load;
import dev.portside.faults.load.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Changes of users, something that happens to the relays meanwhile, and the judgement of the topic afterwards. */
public final class UserTrial {
    private static final int CLIENTS = 16;
    private static final int SHARED_USERS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration STANDSTILL_MAX = Duration.ofSeconds(40);

    private UserTrial() {}

    /**
     * The fleet must be ready and fresh, and its outbox is empty when this returns.
     *
     * @param changes to ask for; more are asked for when the disturbance needs them
     */
    public static UserReport run(RelayFleet fleet, int changes, long seed, Trial.Disturbance disturbance)
            throws InterruptedException {
        Journal<AskedChange> journal = new Journal<>();
        Outbox outbox = new Outbox(fleet.users());
        try (TopicWatcher watcher = new TopicWatcher(fleet.brokers(), RelayFleet.TOPIC);
                Caller caller = new Caller(PATIENCE);
                Load load = load(fleet, changes, seed, journal, caller)) {
            disturbance.run(load);
            load.join();
            fleet.awaitReady();
            long drained = drain(outbox);
            List<StoredEvent> stored = outbox.events();
            List<SeenEvent> seen = watcher.caughtUp();
            return UserReport.of(
                    journal, stored, seen, Duration.ofNanos(drained), EventsOracle.judge(journal.sent(), stored, seen));
        }
    }

    private static Load load(RelayFleet fleet, int changes, long seed, Journal<AskedChange> journal, Caller caller) {
        Allowance allowance = new Allowance();
        SplittableRandom seeds = new SplittableRandom(seed);
        List<UserClient.User> shared = new ArrayList<>();
        UserClient first = new UserClient(changes, shared, fleet.api(), caller, journal, allowance, seeds.split());
        for (int i = 0; i < SHARED_USERS; i++) {
            shared.add(first.register(journal.next()));
        }
        return Load.start(
                journal,
                allowance,
                CLIENTS,
                _ -> new UserClient(changes, shared, fleet.api(), caller, journal, allowance, seeds.split()));
    }

    /** Waits until nothing is unsent, or nothing has moved for a while; tells the nanoseconds that it took. */
    static long drain(Outbox outbox) {
        long start = System.nanoTime();
        long[] last = {Long.MAX_VALUE, start};
        Until.holds(() -> "events are sent or at least some are", Duration.ofMinutes(10), () -> {
            long unsent = outbox.unsent();
            if (unsent != last[0]) {
                last[0] = unsent;
                last[1] = System.nanoTime();
            }
            return unsent == 0 || System.nanoTime() - last[1] > STANDSTILL_MAX.toNanos();
        });
        return System.nanoTime() - start;
    }
}
