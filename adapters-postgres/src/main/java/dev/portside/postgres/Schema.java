package dev.portside.postgres;

import java.util.Locale;

/** Which of the two databases: each has migrations of its own. */
public enum Schema {
    /** Records and all that is kept for good. */
    MAIN,
    /** Tasks on their way. */
    INBOX;

    String lowerCase() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The database in a sentence. */
    String title() {
        return "the " + lowerCase() + " database";
    }
}
