package dev.portside.domain.deadletters;

/** A flow that can take its dead letters back. */
public interface Origin {
    Source source();

    /**
     * Makes the letter's work pending again under its original id. Idempotent: work that is pending or done is left as
     * it is, so that a letter requeued twice takes effect once.
     */
    void takeBack(DeadLetter letter);

    /** Whether work takes effect in the order in which it is taken back, so that the oldest letter must come first. */
    default boolean ordered() {
        return true;
    }
}
