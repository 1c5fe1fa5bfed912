package dev.portside.http.events;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A client of the stream, which reads no faster than it is asked to. */
final class Listener implements AutoCloseable {
    private static final int READ_MILLIS_MAX = 30_000;

    /** What came; the id is empty where there was none. */
    record Message(String type, String id, String data) {}

    private final Socket socket;
    private final BufferedReader in;

    /** @param receiveBytes how much may wait unread on this side, about */
    static Listener slow(int port, int receiveBytes) {
        return new Listener(port, "", receiveBytes);
    }

    /** @param lastId none when it is empty */
    static Listener open(int port, String lastId) {
        return new Listener(port, lastId, 0);
    }

    private Listener(int port, String lastId, int receiveBytes) {
        try {
            socket = new Socket();
            if (receiveBytes > 0) {
                socket.setReceiveBufferSize(receiveBytes);
            }
            socket.setSoTimeout(READ_MILLIS_MAX);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            String resume = lastId.isEmpty() ? "" : "Last-Event-ID: " + lastId + "\r\n";
            socket.getOutputStream()
                    .write(("GET /api/events HTTP/1.1\r\nHost: a\r\n" + resume + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String status = in.readLine();
            if (!"HTTP/1.1 200 OK".equals(status)) {
                throw new AssertionError("the stream was refused: " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next message, comments left out; empty when the stream has ended. */
    Optional<Message> next() {
        String type = "";
        String id = "";
        String data = "";
        try {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                // Head lines and the lines of chunk sizes are none of these; each piece ends with a whole message.
                if (line.startsWith("event: ")) {
                    type = line.substring("event: ".length());
                } else if (line.startsWith("id: ")) {
                    id = line.substring("id: ".length());
                } else if (line.startsWith("data: ")) {
                    data = line.substring("data: ".length());
                } else if (line.isEmpty() && !type.isEmpty()) {
                    return Optional.of(new Message(type, id, data));
                }
            }
            return Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** Ends the connection as a network does. */
    @Override
    public void close() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
