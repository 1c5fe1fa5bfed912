package dev.portside.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A server that gives every call, on any connection, the same answer, byte by byte. */
class OneServer implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    private final String answer;

    OneServer(String answer) throws IOException {
        this.answer = answer;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Called before each answer. */
    void beforeAnswer() {}

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket caller = socket.accept();
                caller.setTcpNoDelay(true);
                Thread.ofVirtual().start(() -> serve(caller));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket caller) {
        try (caller;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.US_ASCII))) {
            OutputStream out = caller.getOutputStream();
            while (readCall(in)) {
                beforeAnswer();
                for (byte b : answer.getBytes(StandardCharsets.US_ASCII)) {
                    out.write(b);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean readCall(BufferedReader in) throws IOException {
        int length = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.isEmpty()) {
                return in.skip(length) == length;
            }
            if (line.startsWith("Content-Length: ")) {
                length = Integer.parseInt(line.substring("Content-Length: ".length()));
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
