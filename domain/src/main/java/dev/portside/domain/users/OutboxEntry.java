package dev.portside.domain.users;

/** An event of the outbox and how far it is. */
public record OutboxEntry(UserEvent event, State state) {
    /** How far an event is. */
    public enum State {
        /** Due, or about to be claimed. */
        WAITING,
        /** A publisher is sending it. */
        CLAIMED,
        /** It failed and waits for its next attempt. */
        RETRYING,
        /** It is on the topic. */
        SENT
    }
}
