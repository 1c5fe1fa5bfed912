package dev.portside.stack.proxy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Sends each line back, and says goodbye when its client has said all. */
final class EchoServer implements AutoCloseable {
    private final ServerSocket listener;
    private final List<String> received = new CopyOnWriteArrayList<>();

    EchoServer() throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!listener.isClosed()) {
                try {
                    Socket client = listener.accept();
                    Thread.ofVirtual().start(() -> echo(client));
                } catch (IOException _) {
                    // The test is over.
                }
            }
        });
    }

    int port() {
        return listener.getLocalPort();
    }

    /** The lines that arrived, from whomever. */
    List<String> received() {
        return received;
    }

    private void echo(Socket client) {
        try (client) {
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                received.add(line);
                client.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
            client.getOutputStream().write("goodbye\n".getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
            // Its connection was broken, as the test wants it.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
