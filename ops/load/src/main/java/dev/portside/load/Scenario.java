package dev.portside.load;

/** One kind of load. */
public interface Scenario {
    /** Called once, before the first task; not measured. */
    default void prepare() throws TaskFault, InterruptedException {}

    /** @param number of the task, from 0; the same numbers come in every run */
    Work work(int number);
}
