package dev.portside.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection to a server of this machine, which sends any bytes and reads answers as text. */
public final class RawClient implements AutoCloseable {
    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)\r\nContent-Length: ([0-9]+)\r\n");

    private final Socket socket;

    public RawClient(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(10_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole answer to one request without a body, on a connection of its own. */
    public static String ask(int port, String method, String path, String... headerLines) {
        try (RawClient client = new RawClient(port)) {
            client.send(method, path, headerLines);
            return client.answer(!method.equals("HEAD"));
        }
    }

    public void send(String method, String path, String... headerLines) {
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String line : headerLines) {
            request.append(line).append("\r\n");
        }
        try {
            // Latin-1 sends every char below 256 as the one byte that it stands for.
            socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next answer; what came so far when the connection ends within it. */
    public String answer(boolean hasBody) {
        try {
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            String read = "";
            while (!read.endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    return read;
                }
                head.write(next);
                read = head.toString(StandardCharsets.UTF_8);
            }
            Matcher length = CONTENT_LENGTH.matcher(read);
            int bytes = hasBody && length.find() ? Integer.parseInt(length.group(1)) : 0;
            return read + new String(in.readNBytes(bytes), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
