package dev.portside.domain.users;

import java.util.UUID;

/** Names one session of one publisher; never used twice, so that a retired one stays retired. */
public record PublisherId(UUID value) {}
