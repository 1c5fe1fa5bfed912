package dev.portside.domain.users;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * New contents for a user.
 *
 * @param ifVersion go ahead only when the stored version is one of these; empty for any
 */
public record Replacement(UserId id, Email email, UserName name, Instant at, Optional<Set<Long>> ifVersion) {}
