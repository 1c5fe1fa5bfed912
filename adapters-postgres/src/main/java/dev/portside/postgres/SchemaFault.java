package dev.portside.postgres;

/**
 * A schema cannot be migrated: it was changed by other means than these scripts, comes from a newer program, or a script
 * fails. Repeating it cannot help. The message is for operators, since it repeats what the database says.
 */
public final class SchemaFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SchemaFault(String message, Throwable cause) {
        super(message, cause);
    }
}
