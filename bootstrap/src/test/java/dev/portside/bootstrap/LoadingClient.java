package dev.portside.bootstrap;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Inserts records over one kept connection, one after the other, until the port is closed. It does what HTTP asks of a
 * client and no more: it connects anew after {@code Connection: close} and repeats nothing.
 */
final class LoadingClient {
    private static final int SOCKET_TIMEOUT_MILLIS = 30_000;

    private final int port;
    private final int index;
    private final Thread thread;
    private volatile long accepted;
    private volatile IOException failure;

    private LoadingClient(int port, int index) {
        this.port = port;
        this.index = index;
        this.thread = Thread.ofPlatform().daemon().unstarted(this::run);
    }

    static LoadingClient start(int port, int index) {
        LoadingClient client = new LoadingClient(port, index);
        client.thread.start();
        return client;
    }

    /** How many requests were answered with 202. */
    long accepted() {
        return accepted;
    }

    /** Why it ended before the port was closed, or null. */
    IOException failure() {
        return failure;
    }

    void join() throws InterruptedException {
        thread.join(SOCKET_TIMEOUT_MILLIS);
    }

    private void run() {
        try {
            while (useConnection()) {
                // The server closed the last connection in an orderly way: the next one.
            }
        } catch (IOException e) {
            failure = e;
        }
    }

    /**
     * Sends requests until the server closes the connection; false when the port is closed. A connection that ends
     * before its first answer is taken for a closed port only if the next one is refused: what stands in the queue of a
     * port when it closes was never read.
     */
    private boolean useConnection() throws IOException {
        long before = accepted;
        try {
            return useOneConnection();
        } catch (ConnectException _) {
            return false;
        } catch (SocketException | EOFException e) {
            if (accepted == before && isRefused()) {
                return false;
            }
            throw e;
        }
    }

    private boolean isRefused() throws IOException {
        try (Socket _ = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
            return false;
        } catch (SocketException _) {
            return true;
        }
    }

    private boolean useOneConnection() throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
            socket.setSoTimeout(SOCKET_TIMEOUT_MILLIS);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            boolean kept = true;
            while (kept) {
                socket.getOutputStream().write(request());
                kept = readAnswer(in);
            }
            return true;
        }
    }

    private byte[] request() {
        String body = "{\"id\":\"%d-%d\",\"value\":1}".formatted(index, accepted);
        return "POST /insert HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(body.length(), body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private boolean readAnswer(InputStream in) throws IOException {
        String status = line(in);
        if (!status.startsWith("HTTP/1.1 202")) {
            throw new IOException("answered '" + status + "' after " + accepted + " requests");
        }
        boolean kept = true;
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            String lower = header.toLowerCase(Locale.ROOT);
            kept &= !lower.equals("connection: close");
            length = lower.startsWith("content-length: ") ? Integer.parseInt(lower.substring(16)) : length;
        }
        if (in.readNBytes(length).length < length) {
            throw new IOException("cut in the body after " + accepted + " requests");
        }
        accepted++;
        return kept;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("connection closed without an answer");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
