package dev.portside.faults.todos;

import dev.portside.faults.fleet.TodoFleet;
import dev.portside.faults.load.Allowance;
import dev.portside.faults.load.Caller;
import dev.portside.faults.load.FlowRun;
import dev.portside.faults.load.Journal;
import dev.portside.faults.load.Load;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** Commands, something that happens to the fleet meanwhile, and the judgement of all todos afterwards. */
public final class CommandTrial {
    private static final int CLIENTS = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private CommandTrial() {}

    /**
     * The fleet must be ready and fresh, and has nothing left to do when this returns.
     *
     * @param todos shared among {@value #CLIENTS} clients
     */
    public static CommandReport run(
            TodoFleet fleet, int todos, int commands, long seed, FlowRun.Disturbance disturbance)
            throws InterruptedException {
        Journal<Asked> journal = new Journal<>();
        Allowance allowance = new Allowance(commands);
        SplittableRandom seeds = new SplittableRandom(seed);
        try (Caller caller = new Caller(PATIENCE);
                Load load = Load.start(
                        journal,
                        allowance,
                        CLIENTS,
                        _ -> new CommandClient(fleet, todos / CLIENTS, caller, journal, allowance, seeds.split()))) {
            disturbance.run(load);
            load.join();
            fleet.awaitReady();
            return new CommandJudge(fleet.database(), fleet.brokers()).judge(journal, List.of());
        }
    }
}
