package dev.portside.http;

import java.util.Optional;

/** Tells whoever follows requests through many processes what became of each call here. Fast, thread-safe, never throws. */
public interface CallTraces {
    /**
     * A call comes.
     *
     * @param method of HTTP, or {@link CallObserver#OTHER_METHOD}
     * @param route the route's path with its parameters in braces; empty when there is none
     * @param path as it was sent
     * @param traceparent the caller's
     */
    CallTrace begin(String method, String route, String path, Optional<String> traceparent);

    /** A call without a trace context that came {@code nanos} ago and was answered without more ado. */
    void answered(String method, String route, int status, long nanos);

    /** One call under way. */
    interface CallTrace {
        /** In place of the status, when the connection was cut off instead of an answer. */
        int CUT_OFF = 0;

        /** The trace context in which the call's work is done, here and elsewhere. */
        String traceparent();

        /** @param status of the answer, or {@link #CUT_OFF} */
        void end(int status);
    }
}
