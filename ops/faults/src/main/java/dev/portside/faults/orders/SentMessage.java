package dev.portside.faults.orders;

import tools.jackson.databind.JsonNode;

/** A message that was published until the stream had acknowledged it. */
sealed interface SentMessage {
    /** Its payload. */
    String text();

    /** How often it was published; each may have come through. */
    int publishes();

    /** An order, perhaps not for the first time. */
    record Good(String uid, JsonNode json, String text, int publishes) implements SentMessage {}

    /** None that can be stored. No other message has its text. */
    record Bad(String text, int publishes) implements SentMessage {}
}
