package dev.portside.faults.users;

import dev.portside.faults.fleet.Instance;
import dev.portside.faults.fleet.NumberReader;
import dev.portside.faults.fleet.RelayFleet;
import dev.portside.faults.fleet.Until;
import dev.portside.faults.load.Allowance;
import dev.portside.faults.load.Caller;
import dev.portside.faults.load.FlowRun;
import dev.portside.faults.load.Journal;
import dev.portside.faults.load.Load;
import dev.portside.stack.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/** Changes of users, and the judgement of the outbox and of the topic afterwards. */
public final class UserRun implements FlowRun<UserReport> {
    private static final int CLIENTS = 16;
    private static final int SHARED_USERS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration STANDSTILL_MAX = Duration.ofSeconds(40);

    private final Journal<AskedChange> journal = new Journal<>();
    private final Caller caller = new Caller(PATIENCE);
    private final TopicWatcher watcher;
    private final Outbox outbox;
    private final Load load;

    /**
     * Starts clients; everything must be ready and fresh.
     *
     * @param users the database that they come to
     */
    public UserRun(List<Instance> apis, Database users, String brokers, long seed, Allowance allowance) {
        this.outbox = new Outbox(users);
        this.watcher = new TopicWatcher(brokers, RelayFleet.TOPIC);
        SplittableRandom seeds = new SplittableRandom(seed);
        List<UserClient.User> shared = new ArrayList<>();
        UserClient first = new UserClient(shared, apis, caller, journal, allowance, seeds.split());
        for (int i = 0; i < SHARED_USERS; i++) {
            shared.add(first.register(journal.next()));
        }
        this.load = Load.start(
                journal,
                allowance,
                CLIENTS,
                _ -> new UserClient(shared, apis, caller, journal, allowance, seeds.split()));
    }

    @Override
    public Load load() {
        return load;
    }

    @Override
    public OptionalLong effects(NumberReader main) {
        return OptionalLong.of(watcher.count());
    }

    @Override
    public UserReport judge() {
        long drained = drain(outbox);
        List<StoredEvent> stored = outbox.events();
        List<SeenEvent> seen = watcher.caughtUp();
        return UserReport.of(
                journal, stored, seen, Duration.ofNanos(drained), EventsOracle.judge(journal.sent(), stored, seen));
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

    @Override
    public void close() {
        load.close();
        caller.close();
        watcher.close();
    }
}
