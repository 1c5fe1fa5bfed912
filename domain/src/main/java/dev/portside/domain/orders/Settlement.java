package dev.portside.domain.orders;

import java.time.Duration;

/** What becomes of a delivered message. */
public sealed interface Settlement {
    /** It took effect and is not delivered again. */
    record Ack() implements Settlement {}

    /** It can never take effect and is not delivered again. */
    record Term() implements Settlement {}

    /** It is delivered again, but not before the delay is over. */
    record NakAfter(Duration delay) implements Settlement {}
}
