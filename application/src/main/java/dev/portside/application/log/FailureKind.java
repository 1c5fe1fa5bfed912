package dev.portside.application.log;

import dev.portside.application.json.BadJson;
import dev.portside.domain.shared.Invalid;
import dev.portside.domain.shared.Unavailable;

/** What a failure says about a repeat. */
enum FailureKind {
    /** A backend is away or full. */
    RETRYABLE,
    /** The process itself is in trouble, such as being out of memory; the work is not to blame. */
    SYSTEM,
    /** The work breaks a rule. */
    VALIDATION,
    /** The work cannot be done, now or later. */
    NON_RETRYABLE;

    static FailureKind of(Throwable failure) {
        return switch (failure) {
            case Unavailable _ -> RETRYABLE;
            case Invalid _ -> VALIDATION;
            case BadJson _ -> VALIDATION;
            // One entry alone can cause these, and must not hold up all others.
            case StackOverflowError _ -> NON_RETRYABLE;
            case AssertionError _ -> NON_RETRYABLE;
            case Error _ -> SYSTEM;
            default -> NON_RETRYABLE;
        };
    }

    /** Whether the same work may succeed later, so that it must not die. */
    boolean mayPass() {
        return this == RETRYABLE || this == SYSTEM;
    }
}
