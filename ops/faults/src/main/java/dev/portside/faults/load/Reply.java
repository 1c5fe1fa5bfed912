package dev.portside.faults.load;

import java.net.http.HttpHeaders;
import java.time.Duration;

/** How a request ended for its client. */
public sealed interface Reply {
    /** From the first byte sent, or the try to, to the last byte received, or the failure. */
    Duration time();

    /** Somebody said something. */
    record Answered(int status, HttpHeaders headers, String body, Duration time) implements Reply {
        /** The header's value, empty when there is none. */
        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        public String retryAfter() {
            return header("Retry-After");
        }
    }

    /** There was no connection, so nobody has seen it. */
    record NotSent(Duration time) implements Reply {}

    /** Sent, at least in part, and never answered. */
    record Unanswered(String reason, Duration time) implements Reply {}
}
