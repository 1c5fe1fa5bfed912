package dev.portside.load;

/** What one task does, and what must be there afterwards. */
public interface Work {
    /** @throws TaskFault when a call did not end as it should */
    void run(Journey journey) throws TaskFault, InterruptedException;

    /**
     * Called once all tasks have run, when this one did without a fault; not measured.
     *
     * @throws TaskFault when something else is there than what was accepted
     */
    default void check() throws TaskFault, InterruptedException {}
}
