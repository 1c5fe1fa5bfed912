package dev.portside.faults.load;

import dev.portside.faults.fleet.Fleet;

/** Load on a fleet, something that happens meanwhile, and the judgement of every record afterwards. */
public final class Trial {
    private Trial() {}

    /** The fleet must be ready and idle, and is when this returns. */
    public static Report run(Fleet fleet, LoadPlan plan, long seed, FlowRun.Disturbance disturbance)
            throws InterruptedException {
        try (RecordsRun run = new RecordsRun(
                fleet.instances(), fleet.databases().records(), plan, seed, new Allowance(plan.tasks()))) {
            return run.judgeAfter(disturbance, fleet::awaitReady);
        }
    }
}
