package dev.portside.faults.oracle;

/** What is known of how a request ended. */
public sealed interface Ending {
    Ending APPLIED = new Applied();
    Ending DEAD = new Dead();
    Ending UNANSWERED = new Unanswered();

    /** Accepted, and its task says that it took effect. */
    record Applied() implements Ending {}

    /** Accepted, and its task says that it was rejected. */
    record Rejected(String reason) implements Ending {}

    /** Accepted, and its task says that it is a dead letter, so it had no effect. */
    record Dead() implements Ending {}

    /**
     * Nobody said that it was accepted. It was or was not, and may be so late that later requests overtake it: it can wait
     * in the buffers of a process that stands still.
     */
    record Unanswered() implements Ending {}

    /** Accepted, and its task is not to be found or doesn't end: lost, whatever else it did. */
    record Lost(String status) implements Ending {}
}
