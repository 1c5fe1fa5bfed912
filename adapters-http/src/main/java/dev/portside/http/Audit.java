package dev.portside.http;

import static java.lang.System.Logger.Level.INFO;

/** The log of what administrators did: one line for each action that took effect, with who, what and how many. */
public final class Audit {
    private static final System.Logger LOG = System.getLogger("dev.portside.audit");

    private Audit() {}

    /** @param what in the past tense, as in {@code requeued 3 dead letters} */
    public static void done(Call call, String what) {
        LOG.log(INFO, () -> plain(call.caller().subject() + " " + what) + " (request " + call.requestId() + ")");
    }

    /** Nobody's name or key may begin a line of its own. */
    private static String plain(String line) {
        return line.replaceAll("\\p{Cntrl}", "?");
    }
}
