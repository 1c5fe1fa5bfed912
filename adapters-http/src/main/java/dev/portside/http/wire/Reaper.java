package dev.portside.http.wire;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Looks after the deadlines of all connections from one thread, since Helidon bounds only the time between two requests and
 * a timeout on each read would not bound a peer that sends one byte at a time.
 *
 * <p>Cost: one pass over the open connections each {@value #PERIOD_MILLIS} ms; nothing per request but two stores.
 */
final class Reaper implements AutoCloseable {
    private static final long PERIOD_MILLIS = 100;

    private final Set<GuardedConnection> connections = ConcurrentHashMap.newKeySet();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("http-reaper").unstarted(this::run);
    private volatile boolean stopping;
    private volatile long idleUntil = Long.MAX_VALUE;

    void start() {
        thread.start();
    }

    void add(GuardedConnection connection) {
        connections.add(connection);
    }

    void remove(GuardedConnection connection) {
        connections.remove(connection);
    }

    /** From now on a connection that has been without a request for {@code idleTimeMax} is closed. */
    void drain(Duration idleTimeMax) {
        idleUntil = Watch.now() + idleTimeMax.toNanos();
    }

    boolean isEmpty() {
        return connections.isEmpty();
    }

    private void run() {
        try {
            while (!stopping) {
                long now = Watch.now();
                boolean closeIdle = idleUntil < now;
                connections.forEach(connection -> connection.checkDeadlines(now, closeIdle));
                Thread.sleep(PERIOD_MILLIS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
    }
}
