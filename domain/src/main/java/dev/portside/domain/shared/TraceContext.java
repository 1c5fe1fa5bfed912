package dev.portside.domain.shared;

/** The W3C trace context (https://www.w3.org/TR/trace-context, 3.2), version 00. Its text is the {@code traceparent}. */
public final class TraceContext {
    private static final int LENGTH = 55;
    private static final int TRACE_START = 3;
    private static final int PARENT_START = 36;
    private static final int FLAGS_START = 53;

    private TraceContext() {}

    /** Whether the text has the form of a traceparent and names a trace and a parent; all zeros name none. */
    public static boolean isTraceparent(String text) {
        return text.length() == LENGTH
                && text.startsWith("00-")
                && isName(text, TRACE_START, PARENT_START - 1)
                && text.charAt(PARENT_START - 1) == '-'
                && isName(text, PARENT_START, FLAGS_START - 1)
                && text.charAt(FLAGS_START - 1) == '-'
                && isHex(text, FLAGS_START, LENGTH);
    }

    /** The name of the trace in a traceparent. */
    public static String traceId(String traceparent) {
        return traceparent.substring(TRACE_START, PARENT_START - 1);
    }

    /** The name of the span in a traceparent. */
    public static String spanId(String traceparent) {
        return traceparent.substring(PARENT_START, FLAGS_START - 1);
    }

    /** The flags of a traceparent, two hexadecimal digits. */
    public static String flags(String traceparent) {
        return traceparent.substring(FLAGS_START);
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
