package dev.portside.faults.load;

import dev.portside.faults.fleet.NumberReader;
import java.util.OptionalLong;

/** One flow under load, and its judge. */
public interface FlowRun<R extends FlowReport> extends AutoCloseable {
    Load load();

    /** What its clients remember. */
    default Journal<?> journal() {
        return load().journal();
    }

    /**
     * How many effects there are so far; empty when nobody can tell.
     *
     * @param main asks the database of all that is stored
     */
    OptionalLong effects(NumberReader main);

    /** Waits until nothing is left to do, and judges everything. The load must have ended, and all servers be there. */
    R judge() throws InterruptedException;

    @Override
    void close();

    /** Lets something happen meanwhile that leaves everything running, waits for the load's end, and judges. */
    default R judgeAfter(Disturbance disturbance, Runnable awaitReady) throws InterruptedException {
        disturbance.run(load());
        load().join();
        awaitReady.run();
        return judge();
    }

    /** What happens while there is load. */
    interface Disturbance {
        void run(Load load) throws InterruptedException;
    }
}
