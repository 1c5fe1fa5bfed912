package dev.portside.domain.ratelimits;

/** What the limiter answers to one wish. */
public sealed interface Decision {
    /** How the key stands after the decision. */
    Standing standing();

    record Allowed(Standing standing) implements Decision {}

    /**
     * Nothing was taken.
     *
     * @param retryMicros the least time after which the same wish is allowed when nothing else is taken; zero only in a
     *     bulk that another key has stopped
     */
    record Denied(Standing standing, long retryMicros) implements Decision {}

    /** The cost is more than the plan's capacity: waiting cannot help, the request must change. */
    record NeverFits(Standing standing) implements Decision {}
}
