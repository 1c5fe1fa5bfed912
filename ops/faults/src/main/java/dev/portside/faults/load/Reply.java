package dev.portside.faults.load;

import java.time.Duration;

/** How a request ended for its client. */
public sealed interface Reply {
    /** From the first byte sent, or the try to, to the last byte received, or the failure. */
    Duration time();

    /** @param retryAfter the header's value, empty when there is none */
    record Answered(int status, String retryAfter, String body, Duration time) implements Reply {}

    /** There was no connection, so nobody has seen it. */
    record NotSent(Duration time) implements Reply {}

    /** Sent, at least in part, and never answered. */
    record Unanswered(String reason, Duration time) implements Reply {}
}
