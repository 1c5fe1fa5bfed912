package dev.portside.http;

/** Decides whether a call may pass to its route. */
@FunctionalInterface
public interface Gate {
    /** The caller; {@link ProblemException} with 401, 403 or 429 when the call may not pass. */
    Caller admit(Access access, Call call);

    /** Whether every call without a token passes to such a route, so that the gate need not be asked about it. */
    default boolean isOpen(Access access) {
        return false;
    }
}
