package dev.portside.domain.shared;

import java.time.Duration;

/**
 * The work cannot be done now: a backend is away, or a bounded queue or store is full. Nothing was changed, or it is
 * unknown whether it was; repeating the call is safe and can help.
 */
public final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Duration retryAfter;

    /**
     * @param what what is away or full, in the caller's words
     * @param retryAfter when a repeat may succeed
     */
    public Unavailable(String what, Duration retryAfter) {
        this(what, retryAfter, null);
    }

    public Unavailable(String what, Duration retryAfter, @org.jspecify.annotations.Nullable Throwable cause) {
        super(what, cause);
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
