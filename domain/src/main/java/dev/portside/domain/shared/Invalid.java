package dev.portside.domain.shared;

/** A value that breaks a rule of the domain; the message is for the caller and names the rule. Retrying cannot help. */
public final class Invalid extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public Invalid(String rule) {
        super(rule);
    }
}
