package dev.portside.domain.users;

/** What became of a replacement. All but the first changed nothing. */
public sealed interface UserChange {
    /** The user as it is now; it and its event are durable. */
    record Updated(User user) implements UserChange {}

    record NotFound() implements UserChange {}

    /** Another user has this e-mail address, but for its case. */
    record EmailTaken() implements UserChange {}

    /** The stored version is none of those asked for. */
    record VersionMismatch() implements UserChange {}
}
