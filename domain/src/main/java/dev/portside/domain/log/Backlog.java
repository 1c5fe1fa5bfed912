package dev.portside.domain.log;

import java.time.Instant;
import java.util.Optional;

/** Unfinished entries of a log: how many, and when the oldest was accepted. */
public record Backlog(long entries, Optional<Instant> oldestAcceptedAt) {}
