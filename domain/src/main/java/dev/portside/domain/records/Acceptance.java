package dev.portside.domain.records;

import dev.portside.domain.tasks.TaskId;

/** What the inbox answers to a submission. */
public sealed interface Acceptance {
    /** The task is durable and will take effect exactly once. */
    record Accepted(TaskId task) implements Acceptance {}

    /** The same request came before: its task stands, the new one was dropped. */
    record Repeated(TaskId task) implements Acceptance {}

    /** The idempotency key came before with another body. */
    record KeyReused() implements Acceptance {}
}
