package dev.portside.http.wire;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.io.UncheckedIOException;
import java.time.Duration;

/** One connection: Helidon's own, reading through {@link RequestBytes} and closed by the {@link Reaper} when it must be. */
final class GuardedConnection implements ServerConnection {
    private final Reaper reaper;
    private final HelidonSocket socket;
    private final DataWriter out;
    private final Watch watch = new Watch();
    private final PeerInput in;
    private final RequestBytes bytes;
    private final ServerConnection connection;

    GuardedConnection(
            ConnectionContext context,
            ServerConnectionSelector stock,
            WireLimits limits,
            Refusals refusals,
            Reaper reaper,
            FastPath fastPath,
            Buffers buffers) {
        this.reaper = reaper;
        this.socket = context.serverSocket();
        this.out = context.dataWriter();
        this.in = new PeerInput(socket, watch);
        long writeNanosMax = limits.writeTimeMax().toNanos();
        DataWriter watchedOut = new WatchedWriter(out, watch, writeNanosMax, () -> {});
        this.bytes = new RequestBytes(in, out, limits, refusals, new FastLane(fastPath, watchedOut, buffers));
        DataWriter watched = new WatchedWriter(out, watch, writeNanosMax, bytes::answering);
        this.connection = stock.connection(new GuardedContext(context, new DataReader(bytes), watched));
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
        reaper.add(this);
        try {
            connection.handle(limit);
        } finally {
            if (watch.isExpired() || bytes.moreExpected()) {
                linger();
            }
            reaper.remove(this);
        }
    }

    private void linger() {
        try {
            in.linger();
        } catch (CloseConnectionException _) {
            // The peer is gone or out of time; the connection closes either way.
        }
    }

    /** Called by the reaper: ends this connection when the peer has taken too long. */
    void checkDeadlines(long now, boolean closeIdle) {
        if (watch.isOverdue(now) || watch.expireBetweenRequests(closeIdle ? Long.MAX_VALUE : now)) {
            close();
        } else if (watch.expireWithinRequest(now)) {
            Thread.ofVirtual().start(this::answerTooSlow);
        }
    }

    private void close() {
        try {
            socket.close();
        } catch (UncheckedIOException _) {
            // It was closed already.
        }
    }

    /** On a thread of its own, since a peer that is slow to send may be slow to read as well. */
    private void answerTooSlow() {
        byte[] answer = bytes.tooSlow();
        try {
            if (answer != null) {
                out.writeNow(BufferData.create(answer));
            }
        } catch (UncheckedIOException _) {
            // The peer is gone, which is what was wanted.
        }
    }

    /** Zero, since the reaper closes idle connections. */
    @Override
    public Duration idleTime() {
        return Duration.ZERO;
    }

    @Override
    public void close(boolean interrupt) {
        connection.close(interrupt);
    }
}
