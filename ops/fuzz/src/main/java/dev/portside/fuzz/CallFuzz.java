package dev.portside.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Calls of every route. The input is a method and a target, then header lines, an empty line and a body; what makes a sound
 * request of it is added, so that the fuzzer gets behind the guard.
 */
public final class CallFuzz {
    private static final String END = "\n\n";

    private CallFuzz() {}

    /** Called by the fuzzer before its first input, so that the start is not part of one. */
    public static void fuzzerInitialize() {
        Server.start();
    }

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        if (isSlow(text)) {
            return;
        }
        int end = text.indexOf(END);
        String head = end < 0 ? text : text.substring(0, end);
        byte[] body = (end < 0 ? "" : text.substring(end + END.length())).getBytes(StandardCharsets.ISO_8859_1);
        String[] lines = head.split("\n", -1);
        StringBuilder request = new StringBuilder(lines[0] + " HTTP/1.1\r\nHost: fuzz\r\nConnection: close\r\n");
        for (int line = 1; line < lines.length; line++) {
            request.append(lines[line]).append("\r\n");
        }
        request.append("Authorization: Bearer ").append(Server.TOKEN).append("\r\n");
        request.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(request.toString().getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(body);
        Server.ask(bytes.toByteArray());
    }

    /** Calls that are answered late or without end when they are meant to be. */
    static boolean isSlow(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.contains("wait") || lower.contains("/debug") || lower.contains("/api/events");
    }
}
