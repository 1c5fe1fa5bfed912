package dev.portside.http;

/** The W3C trace context (https://www.w3.org/TR/trace-context, 3.2), version 00. */
final class TraceContext {
    private static final int LENGTH = 55;
    private static final int PARENT_START = 36;
    private static final int FLAGS_START = 53;

    private TraceContext() {}

    /** Whether the text has the form of a traceparent and names a trace and a parent; all zeros name none. */
    static boolean isTraceparent(String text) {
        return text.length() == LENGTH
                && text.startsWith("00-")
                && isName(text, 3, PARENT_START - 1)
                && text.charAt(PARENT_START - 1) == '-'
                && isName(text, PARENT_START, FLAGS_START - 1)
                && text.charAt(FLAGS_START - 1) == '-'
                && isHex(text, FLAGS_START, LENGTH);
    }

    private static boolean isName(String text, int from, int to) {
        boolean named = false;
        for (int i = from; i < to; i++) {
            named |= text.charAt(i) != '0';
        }
        return named && isHex(text, from, to);
    }

    private static boolean isHex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }
}
