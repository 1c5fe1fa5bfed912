package dev.portside.stack.proxy;

import dev.portside.stack.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Stands between clients and a server, both on the loopback address, and breaks their connections as it is told to. No
 * chance is involved, so that a test fails the same way each time. {@link #refuse}, {@link #stall}, {@link #delay} and
 * {@link #narrow} last
 * until {@link #heal}.
 */
public final class FaultyProxy implements AutoCloseable {
    private static final int BACKLOG_MAX = 200;

    /** A port that is open, and the thread that takes its connections. */
    private record Listener(ServerSocket socket, Thread thread) {}

    private final InetSocketAddress server;
    private final int port = Ports.free();
    private final Passage passage = new Passage();
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private @Nullable Listener listener;
    private volatile boolean closed;

    private FaultyProxy(InetSocketAddress server) {
        this.server = server;
    }

    /** A proxy before the server at {@code serverPort} of the loopback address. */
    public static FaultyProxy to(int serverPort) {
        FaultyProxy proxy = new FaultyProxy(new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort));
        proxy.heal();
        return proxy;
    }

    /** Where clients connect, on the loopback address; the same for all its life. */
    public int port() {
        return port;
    }

    /** Resets every connection; new ones are welcome. */
    public void cut() {
        links.forEach(Link::reset);
    }

    /** Takes no new connection: clients are refused. Those that are connected stay so. */
    public synchronized void refuse() {
        if (listener == null) {
            return;
        }
        try {
            listener.socket().close();
            // The port is open until the thread that waits at it has let go.
            listener.thread().join();
            listener = null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Holds back what either side sends; nothing is lost. New connections are taken and are as silent. */
    public void stall() {
        passage.stall();
    }

    /** Lets each piece that either side sends arrive that much later. */
    public void delay(Duration delay) {
        passage.delay(delay);
    }

    /** Lets only so many bytes a second pass in each direction of each connection. */
    public void narrow(int bytesPerSecond) {
        passage.narrow(bytesPerSecond);
    }

    /**
     * Closes the connections to the server and keeps those of the clients, which are not told: what they send vanishes, also
     * after the proxy has healed. New connections are whole.
     */
    public void halfOpen() {
        links.forEach(Link::loseServer);
    }

    /** Lets the server work, but resets the connection on which it answers next before the answer passes. */
    public void loseNextAnswer() {
        passage.loseNextAnswer();
    }

    /** Takes connections and passes everything on, at once and in order, what was held back first. */
    public synchronized void heal() {
        passage.heal();
        if (listener != null || closed) {
            return;
        }
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG_MAX);
            listener = new Listener(socket, Thread.ofVirtual().start(() -> accept(socket)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Resets every connection and takes no more. */
    @Override
    public synchronized void close() {
        closed = true;
        refuse();
        cut();
        passage.heal();
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException _) {
                // The listener was closed, which ends the loop, or a client left before it was taken.
            }
        }
    }

    /** A client whose server can't be reached is reset. */
    private void connect(Socket client) {
        Link link = new Link(client, passage, links::remove);
        links.add(link);
        if (!link.open(server) || closed) {
            link.reset();
        }
    }
}
