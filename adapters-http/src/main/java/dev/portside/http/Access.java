package dev.portside.http;

import java.util.Optional;

/** Who may call a route. */
public enum Access {
    /** Anyone, whatever the settings: probes and the like. */
    ALWAYS_OPEN(""),
    /** Anyone, unless the settings ask for a token on every call. */
    OPEN(""),
    /** A token with the role {@code todos:write}. */
    TODOS_WRITE("todos:write"),
    /** A token with the role {@code admin}. */
    ADMIN("admin");

    private final String role;

    Access(String role) {
        this.role = role;
    }

    /** The role that a caller needs, when it needs one. */
    public Optional<String> role() {
        return role.isEmpty() ? Optional.empty() : Optional.of(role);
    }
}
