package dev.portside.http.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One request head that was found sound. It may be asked only until the call returns that it is handed to. */
public final class Head {
    private static final byte[] GET = "GET ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] POST = "POST ".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;
    private final int start;
    private final int pathStart;
    private final int pathEnd;
    private final int fieldsStart;
    private final int end;

    Head(byte[] bytes, int start, int pathStart, int pathEnd, int fieldsStart, int end) {
        this.bytes = bytes;
        this.start = start;
        this.pathStart = pathStart;
        this.pathEnd = pathEnd;
        this.fieldsStart = fieldsStart;
        this.end = end;
    }

    public boolean isGet() {
        return begins(GET);
    }

    public boolean isPost() {
        return begins(POST);
    }

    private boolean begins(byte[] method) {
        return Arrays.equals(bytes, start, start + method.length, method, 0, method.length);
    }

    /** As it was sent, percent-encoded. */
    public String path() {
        return text(pathStart, pathEnd);
    }

    /** As it was sent, without the question mark; empty when there is none. */
    public String query() {
        int targetEnd = fieldsStart - RequestHead.VERSION_AND_LINE_END;
        return pathEnd < targetEnd ? text(pathEnd + 1, targetEnd) : "";
    }

    /** The header lines by their names in lower case; empty when a name comes twice. */
    public Optional<Map<String, String>> fields() {
        Map<String, String> fields = new HashMap<>();
        int line = fieldsStart;
        for (int i = line; i < end - 2; i++) {
            if (bytes[i] == '\n') {
                if (!add(fields, text(line, i - 1))) {
                    return Optional.empty();
                }
                line = i + 1;
            }
        }
        return Optional.of(fields);
    }

    private static boolean add(Map<String, String> fields, String line) {
        int colon = line.indexOf(':');
        String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
        return fields.put(name, line.substring(colon + 1).strip()) == null;
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
