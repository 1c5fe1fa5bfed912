package dev.portside.domain.users;

import dev.portside.domain.shared.Invalid;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An e-mail address as its user wrote it. ASCII only (IDN domains in their {@code xn--} form), so that every store folds
 * its case alike.
 *
 * <p>Syntax: that of the HTML standard for {@code input type=email}, without leading, trailing or double dots in the
 * local part, and with the lengths of RFC 5321.
 */
public record Email(String value) {
    public static final int LENGTH_MAX = 254;
    private static final int LOCAL_LENGTH_MAX = 64;

    private static final String ATOM = "[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final String LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?";
    private static final Pattern SYNTAX =
            Pattern.compile(ATOM + "(?:\\." + ATOM + ")*@" + LABEL + "(?:\\." + LABEL + ")*");

    public Email {
        // The length comes first: it bounds what the pattern has to look at.
        if (value.length() > LENGTH_MAX || !SYNTAX.matcher(value).matches() || value.indexOf('@') > LOCAL_LENGTH_MAX) {
            throw new Invalid("must be an e-mail address of at most " + LENGTH_MAX + " characters");
        }
    }

    /** The form in which addresses are compared: two that differ in case alone are one. */
    public String folded() {
        return value.toLowerCase(Locale.ROOT);
    }
}
