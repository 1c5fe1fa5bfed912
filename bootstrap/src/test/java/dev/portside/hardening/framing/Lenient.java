package dev.portside.hardening.framing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server as it should not be: it takes the first length that it finds for the length, whatever stands around it, looks at
 * no coding, expects no body with GET, ends lines where it likes, and goes on after everything.
 */
final class Lenient implements Server {
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length[^:]*:[^0-9]*([0-9]{1,6})");
    private static final Pattern TARGET = Pattern.compile("/(plain|ready)/[a-z]+[0-9]+");
    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** It waits for nobody, since what it misunderstands may never come. */
    private static final int WAIT_MILLIS_MAX = 50;

    private final List<String> served = new CopyOnWriteArrayList<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final ServerSocket listener;

    Lenient() {
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("lenient").start(this::listen);
    }

    private void listen() {
        try {
            while (true) {
                Socket socket = listener.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException _) {
            // It was closed.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setSoTimeout(WAIT_MILLIS_MAX);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (String head = head(in); !head.isEmpty(); head = head(in)) {
                Matcher target = TARGET.matcher(head);
                served.add(target.find() ? target.group() : "?");
                Matcher length = LENGTH.matcher(head);
                if (!head.startsWith("GET") && length.find()) {
                    in.skipNBytes(Integer.parseInt(length.group(1)));
                }
                answer(socket.getOutputStream());
                if (head.contains("Connection: close")) {
                    return;
                }
            }
        } catch (IOException _) {
            // The peer is gone.
        }
    }

    private void answer(OutputStream out) throws IOException {
        out.write(ANSWER);
        answered.incrementAndGet();
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new SocketException("ended");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    @Override
    public int port() {
        return listener.getLocalPort();
    }

    @Override
    public List<String> served() {
        return served;
    }

    @Override
    public int answered() {
        return answered.get();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
