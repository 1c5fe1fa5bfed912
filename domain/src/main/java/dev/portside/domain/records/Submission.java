package dev.portside.domain.records;

import dev.portside.domain.shared.Idempotency;
import java.util.Optional;

/** A new task on its way into the inbox, with what makes a repeat of its request recognisable. */
public record Submission(RecordTask task, Optional<Idempotency> idempotency) {}
