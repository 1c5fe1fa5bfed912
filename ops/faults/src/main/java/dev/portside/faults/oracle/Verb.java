package dev.portside.faults.oracle;

import java.util.Locale;

/** What a request asks to be done to a record. */
public enum Verb {
    INSERT("already exists"),
    UPDATE("not found"),
    DELETE("not found");

    private final String refusal;

    Verb(String refusal) {
        this.refusal = refusal;
    }

    /** Why its task is rejected when it is. */
    public String refusal() {
        return refusal;
    }

    /** The path of its call. */
    public String path() {
        return "/" + name().toLowerCase(Locale.ROOT);
    }
}
