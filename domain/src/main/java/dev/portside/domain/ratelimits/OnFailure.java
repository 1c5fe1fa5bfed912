package dev.portside.domain.ratelimits;

/** What a plan's keys get while the store of the buckets is away. */
public enum OnFailure {
    /** A bucket of this process decides: each instance admits the plan's rate by itself. */
    OPEN,
    /** Nothing is admitted. */
    CLOSED
}
