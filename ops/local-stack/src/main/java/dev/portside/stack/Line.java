package dev.portside.stack;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection to a server that speaks in lines; fails when an answer takes longer than a second. */
final class Line implements AutoCloseable {
    private static final int TIME_MAX_MILLIS = 1_000;
    private static final int LENGTH_MAX = 64 * 1024;

    private final Socket socket = new Socket();
    private final InputStream in;

    Line(String host, int port) throws IOException {
        try {
            socket.connect(new InetSocketAddress(host, port), TIME_MAX_MILLIS);
            socket.setSoTimeout(TIME_MAX_MILLIS);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Sends a line and reads one. */
    String ask(String line) throws IOException {
        send((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        return read();
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** The next line that the server sends, without its end. */
    String read() throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.length() < LENGTH_MAX) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("it closed the connection");
            }
            if (next == '\n') {
                return line.toString().strip();
            }
            line.append((char) next);
        }
        throw new IOException("it sends a line without end");
    }

    /** The first bytes that the server sends. */
    byte[] readBytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new IOException("it closed the connection");
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
