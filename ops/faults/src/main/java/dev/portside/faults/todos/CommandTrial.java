package dev.portside.faults.todos;

import dev.portside.faults.fleet.TodoFleet;
import dev.portside.faults.fleet.Until;
import dev.portside.faults.load.Allowance;
import dev.portside.faults.load.Caller;
import dev.portside.faults.load.Journal;
import dev.portside.faults.load.Load;
import dev.portside.faults.load.Trial;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** Commands, something that happens to the fleet meanwhile, and the judgement of all todos afterwards. */
public final class CommandTrial {
    private static final int CLIENTS = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration DRAIN_TIME_MAX = Duration.ofMinutes(5);

    private CommandTrial() {}

    /**
     * The fleet must be ready and fresh, and has nothing left to do when this returns.
     *
     * @param todos shared among {@value #CLIENTS} clients
     */
    public static CommandReport run(TodoFleet fleet, int todos, int commands, long seed, Trial.Disturbance disturbance)
            throws InterruptedException {
        TodoStore store = new TodoStore(fleet.database());
        Journal<Asked> journal = new Journal<>();
        Allowance allowance = new Allowance();
        SplittableRandom seeds = new SplittableRandom(seed);
        try (Caller caller = new Caller(PATIENCE);
                Load load = Load.start(
                        journal,
                        allowance,
                        CLIENTS,
                        _ -> new CommandClient(
                                fleet, todos / CLIENTS, commands, caller, journal, allowance, seeds.split()))) {
            disturbance.run(load);
            load.join();
            fleet.awaitReady();
            List<LoggedCommand> logged = new CommandTopic(fleet.brokers()).read();
            long start = System.nanoTime();
            Until.holds(
                    () -> "all %d commands are done, and not %d".formatted(logged.size(), store.done()),
                    DRAIN_TIME_MAX,
                    () -> store.done() >= logged.size());
            // A client sends a todo's next command when it knows that the last one was accepted.
            List<Asked> asked = journal.sent().stream()
                    .sorted(Comparator.comparingInt(Asked::number))
                    .toList();
            List<StoredTodo> stored = store.todos();
            return new CommandReport(
                    journal.requests(),
                    journal.accepted(),
                    logged.size(),
                    stored.size(),
                    store.batches(),
                    journal.longestGap(),
                    Duration.ofNanos(System.nanoTime() - start),
                    CommandsOracle.judge(asked, logged, stored),
                    journal.surprises());
        }
    }
}
