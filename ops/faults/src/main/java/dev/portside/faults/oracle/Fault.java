package dev.portside.faults.oracle;

/** Something that went wrong with one record, in words for whoever has to find out why. */
public record Fault(Kind kind, String id, String detail) {
    /** What is wrong. */
    public enum Kind {
        /** An accepted operation had no effect, or its task is gone or never ends. */
        LOST,
        /** An operation had its effect twice. */
        DOUBLED,
        /** An operation overtook one that was accepted before it was sent. */
        INVERTED,
        /** A task says that it ended in a way in which it can't have. */
        WRONG_OUTCOME,
        /** A value that nobody sent, or one that readers don't find. */
        WRONG_VALUE,
        /** More than one thing, or something else. */
        UNEXPLAINED
    }

    @Override
    public String toString() {
        return kind + " " + id + ": " + detail;
    }
}
