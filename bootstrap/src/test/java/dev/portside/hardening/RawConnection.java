package dev.portside.hardening;

import dev.portside.conformance.Exchange;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A connection over which a test sends any bytes and reads whole answers. */
final class RawConnection implements AutoCloseable {
    private static final int READ_MILLIS_MAX = 20_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    RawConnection(int port) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(READ_MILLIS_MAX);
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** Sends one byte per character. */
    RawConnection send(String latin1) throws IOException {
        return send(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawConnection send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
        return this;
    }

    /** Sends no more, but goes on reading. */
    void finish() throws IOException {
        socket.shutdownOutput();
    }

    /** The next answer; {@code method} and {@code target} are those of its request. */
    Exchange answer(String method, String target) throws IOException {
        String statusLine = line();
        int status = Integer.parseInt(statusLine.substring(9, 12));
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon), _ -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        int length = status == 100 || method.equals("HEAD")
                ? 0
                : Integer.parseInt(
                        headers.getOrDefault("Content-Length", List.of("0")).getFirst());
        return new Exchange(method, target, status, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    /** Whether the server has closed the connection without another byte; waits for either. */
    boolean endsHere() throws IOException {
        try {
            return in.read() == -1;
        } catch (SocketException _) {
            // A reset is an end as well.
            return true;
        }
    }

    /** Whether anything, be it the end, comes from the server within this time. */
    boolean hearsWithin(int millis) throws IOException {
        socket.setSoTimeout(millis);
        in.mark(1);
        try {
            in.read();
            in.reset();
            return true;
        } catch (SocketTimeoutException _) {
            return false;
        } finally {
            socket.setSoTimeout(READ_MILLIS_MAX);
        }
    }

    /** One byte more, negative at the end. */
    int read() throws IOException {
        return in.read();
    }

    /** The next line. */
    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c == -1) {
                throw new IOException("the connection ended within an answer, after '" + line + "'");
            }
            line.append((char) c);
        }
        return line.substring(0, line.length() - 1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
