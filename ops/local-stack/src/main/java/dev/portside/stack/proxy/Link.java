package dev.portside.stack.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One client's connection and the server's that belongs to it. */
final class Link {
    private static final int CONNECT_MILLIS_MAX = 2_000;
    private static final int PIECE_BYTES_MAX = 64 * 1024;
    private static final int DIRECTIONS = 2;

    private final Socket client;
    private final Socket server = new Socket();
    private final Passage passage;
    private final Consumer<Link> ended;
    private final AtomicInteger directionsEnded = new AtomicInteger();
    private volatile boolean serverLost;

    Link(Socket client, Passage passage, Consumer<Link> ended) {
        this.client = client;
        this.passage = passage;
        this.ended = ended;
    }

    /** Connects to the server and passes bytes in both directions from then on; false when it can't. */
    boolean open(InetSocketAddress address) {
        try {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            server.connect(address, CONNECT_MILLIS_MAX);
        } catch (IOException _) {
            return false;
        }
        Thread.ofVirtual().start(() -> pass(client, server));
        Thread.ofVirtual().start(() -> pass(server, client));
        return true;
    }

    /** Closes both connections so that each side sees a reset. */
    void reset() {
        reset(client);
        reset(server);
        ended.accept(this);
    }

    /** The server's side ends; the client's stays open and swallows. */
    void loseServer() {
        serverLost = true;
        reset(server);
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException _) {
            // It is closed already.
        }
        try {
            socket.close();
        } catch (IOException _) {
            // There is nobody to tell.
        }
    }

    private void pass(Socket from, Socket to) {
        try {
            byte[] piece = new byte[PIECE_BYTES_MAX];
            InputStream in = from.getInputStream();
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                passage.await(length);
                if (from == server && passage.takeLoss()) {
                    reset();
                    return;
                }
                to.getOutputStream().write(piece, 0, length);
            }
            passage.await(0);
            to.shutdownOutput();
            if (directionsEnded.incrementAndGet() == DIRECTIONS) {
                end();
            }
        } catch (IOException _) {
            broken(from);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closes both connections, and lets arrive what was sent. */
    private void end() throws IOException {
        client.close();
        server.close();
        ended.accept(this);
    }

    private void broken(Socket from) {
        if (!serverLost) {
            reset();
        } else if (from == client) {
            swallow();
        }
    }

    private void swallow() {
        try {
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException _) {
            // The client has gone the hard way.
        }
        reset();
    }
}
