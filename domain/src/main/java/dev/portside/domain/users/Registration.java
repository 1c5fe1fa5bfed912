package dev.portside.domain.users;

/** What became of a new user. */
public sealed interface Registration {
    /** User and event are durable. */
    record Added(User user) implements Registration {}

    /** The same request came before and added this user, shown as it was then; nothing was changed. */
    record Repeated(User user) implements Registration {}

    /** The idempotency key came before with another body; nothing was changed. */
    record KeyReused() implements Registration {}

    /** Another user has this e-mail address, but for its case; nothing was changed. */
    record EmailTaken() implements Registration {}
}
