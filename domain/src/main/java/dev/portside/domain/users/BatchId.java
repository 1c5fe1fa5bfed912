package dev.portside.domain.users;

import java.util.UUID;

/** Names the events of one claim; never used twice. */
public record BatchId(UUID value) {}
