package dev.portside.faults.load;

import dev.portside.faults.fleet.Instance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients on virtual threads, spread over all instances, that go on through faults until all tasks have been asked for. */
public final class Load implements AutoCloseable {
    private final Journal journal = new Journal();
    private final Allowance allowance = new Allowance();
    private final Caller caller;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> clients = new ArrayList<>();

    private Load(Duration patience) {
        this.caller = new Caller(patience);
    }

    static Load start(List<Instance> instances, LoadPlan plan, long seed) {
        Load load = new Load(plan.patience());
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int i = 0; i < plan.clients(); i++) {
            Client client = new Client(i, plan, instances, load.caller, load.journal, load.allowance, seeds.split());
            load.clients.add(load.threads.submit(client));
        }
        return load;
    }

    /** How many tasks have been accepted so far. */
    public int accepted() {
        return journal.accepted();
    }

    /** How many tasks clients are through with so far, whether accepted or not. */
    public int through() {
        return journal.through();
    }

    /** Lets clients ask for so many tasks in all and then wait; at first for all of them. */
    public void allow(int tasks) {
        allowance.set(tasks);
    }

    public boolean ended() {
        return clients.stream().allMatch(Future::isDone);
    }

    /** Waits until every client is through; what one of them failed with is thrown. */
    Journal join() throws InterruptedException {
        AtOnce.join(clients);
        return journal;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        caller.close();
    }
}
