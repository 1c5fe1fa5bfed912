package dev.portside.http.wire;

import org.jspecify.annotations.Nullable;

/** Answers requests from their heads alone, before Helidon sees them. Thread-safe. */
@FunctionalInterface
public interface FastPath {
    /** Answers nothing. */
    FastPath NONE = _ -> null;

    /** Who answers requests with this head; null when the ordinary way does. */
    @Nullable
    Reply find(Head head);

    /** The answers to requests of one connection that have the same head. Used by that connection's thread alone. */
    interface Reply {
        /**
         * Begins the answer to one more such request, which will keep the connection open.
         *
         * @return its bytes but for what is its own; null when the ordinary way must answer this request
         */
        byte @Nullable [] next();

        /** Writes what is this answer's own into the copy of its bytes that begins at {@code at}. */
        void complete(byte[] target, int at);
    }
}
