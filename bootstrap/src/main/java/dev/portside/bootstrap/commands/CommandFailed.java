package dev.portside.bootstrap.commands;

/** A command cannot do what it was asked; the message is one line for the person who typed it. Exit code 1. */
final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandFailed(String message) {
        super(message);
    }
}
