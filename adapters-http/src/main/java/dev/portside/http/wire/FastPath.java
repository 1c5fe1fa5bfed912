package dev.portside.http.wire;

import org.jspecify.annotations.Nullable;

/** Answers requests before Helidon sees them: from their heads alone, or with small bodies. Thread-safe. */
@FunctionalInterface
public interface FastPath {
    /** Answers nothing. */
    FastPath NONE = _ -> null;

    /** Who answers requests with this head; null when the ordinary way does. */
    @Nullable
    Reply find(Head head);

    /** Who answers requests with this head and a body; null when the ordinary way does. */
    default @Nullable Work findWork(Head head) {
        return null;
    }

    /** Does what requests of one connection ask for that have the same head. Used by that connection's thread alone. */
    interface Work {
        /**
         * Does what one more such request asks for, which will keep the connection open. May wait.
         *
         * @return the whole answer; null, having done nothing, when the ordinary way must answer this request
         */
        byte @Nullable [] answer(byte[] body);
    }

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
