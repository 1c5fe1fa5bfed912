package dev.portside.stack;

/** A server that can't be had, didn't start or can't be controlled. The message is for people: what, why and what helps. */
public final class StackFailure extends RuntimeException {
    public StackFailure(String message) {
        super(message);
    }

    public StackFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
