package dev.portside.faults.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Clients on virtual threads, spread over all instances, that go on through faults until all tasks have been asked for. */
public final class Load implements AutoCloseable {
    private final Journal<?> journal;
    private final Allowance allowance;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> clients = new ArrayList<>();

    private Load(Journal<?> journal, Allowance allowance) {
        this.journal = journal;
        this.allowance = allowance;
    }

    /**
     * Starts clients.
     *
     * @param journal in which they note what they did
     * @param allowance which they ask before each change
     * @param client makes the one of a number, from 0 on
     */
    public static Load start(Journal<?> journal, Allowance allowance, int clients, IntFunction<Callable<Void>> client) {
        Load load = new Load(journal, allowance);
        for (int i = 0; i < clients; i++) {
            load.clients.add(load.threads.submit(client.apply(i)));
        }
        return load;
    }

    /** What the clients did. */
    Journal<?> journal() {
        return journal;
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

    /** Lets clients go on a little, whatever they were allowed. */
    public void allowMore() {
        allowance.raise(through() + 1);
    }

    /** Lets clients bring to its end what they are at, and ask for nothing more. */
    public void end() {
        allowance.end();
    }

    public boolean ended() {
        return clients.stream().allMatch(Future::isDone);
    }

    /** Waits until every client is through; what one of them failed with is thrown. */
    public void join() throws InterruptedException {
        AtOnce.join(clients);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
