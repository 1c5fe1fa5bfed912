package dev.portside.hardening.framing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What came back over one connection, up to its end.
 *
 * @param statuses of the answers, in order, without those that only ask for more
 * @param closedAt how many answers there were when one said that the connection ends; -1 when none did
 * @param rest what is no answer
 */
record Answers(List<Integer> statuses, int closedAt, String rest) {
    private static final int READ_MILLIS_MAX = 60_000;
    private static final int PIECE_BYTES = 1 << 14;
    private static final Pattern HEAD = Pattern.compile("HTTP/1\\.1 ([0-9]{3}) (?s:.*?)\r\n\r\n");
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: ([0-9]+)\r\n");

    /** Sends all at once; says no more, for which a server waits a while, when it is told that this was the last answer. */
    static Answers to(String latin1, int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(READ_MILLIS_MAX);
            StringBuilder text = new StringBuilder();
            try {
                socket.getOutputStream().write(latin1.getBytes(StandardCharsets.ISO_8859_1));
                InputStream in = socket.getInputStream();
                byte[] piece = new byte[PIECE_BYTES];
                for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                    text.append(new String(piece, 0, length, StandardCharsets.ISO_8859_1));
                    if (of(text.toString()).closedAt > 0 && !socket.isOutputShutdown()) {
                        socket.shutdownOutput();
                    }
                }
            } catch (SocketException _) {
                // A reset ends the connection as well.
            }
            return of(text.toString());
        }
    }

    static Answers of(String text) {
        List<Integer> statuses = new ArrayList<>();
        int closedAt = -1;
        int at = 0;
        Matcher head = HEAD.matcher(text);
        while (head.find(at) && head.start() == at) {
            int status = Integer.parseInt(head.group(1));
            Matcher length = LENGTH.matcher(head.group());
            at = Math.min(text.length(), head.end() + (length.find() ? Integer.parseInt(length.group(1)) : 0));
            if (status >= 200) {
                statuses.add(status);
                boolean closes = head.group().toLowerCase(Locale.ROOT).contains("\r\nconnection: close\r\n");
                closedAt = closes && closedAt < 0 ? statuses.size() : closedAt;
            }
        }
        return new Answers(statuses, closedAt, text.substring(at));
    }
}
