package dev.portside.http;

/** Who may call a route. */
public enum Access {
    /** Anyone, whatever the settings: probes and the like. */
    ALWAYS_OPEN,
    /** Anyone, unless the settings ask for a token on every call. */
    OPEN,
    /** A token with the role {@code todos:write}. */
    TODOS_WRITE,
    /** A token with the role {@code admin}. */
    ADMIN
}
