package dev.portside.bootstrap.commands;

import dev.portside.domain.shared.Unavailable;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A command cannot do what it was asked; the message is one line for the person who typed it. Exit code 1. */
final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandFailed(String message) {
        super(message);
    }

    /** A database is away. What its server said, or why it could not be asked, is for those who set its address. */
    static CommandFailed away(String what, Unavailable failure) {
        @Nullable Throwable cause = failure;
        while (cause != null && !(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        String reason = cause == null ? "" : ": " + cause.getMessage();
        return new CommandFailed((what + reason).replaceAll("\\s+", " "));
    }
}
