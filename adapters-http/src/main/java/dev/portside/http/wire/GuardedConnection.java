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
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** One connection: Helidon's own, reading through {@link RequestBytes} and closed by the {@link Reaper} when it must be. */
final class GuardedConnection implements ServerConnection {
    private static final long GOODBYE_NANOS_MAX = 1_000_000_000;

    private final Reaper reaper;
    private final HelidonSocket socket;
    private final Optional<TlsChannel> tls;
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
            Buffers buffers,
            Optional<SSLEngine> encryption) {
        this.reaper = reaper;
        this.socket = context.serverSocket();
        this.tls = encryption.map(engine -> new TlsChannel(engine, this::received, context.dataWriter()));
        this.out = tls.<DataWriter>map(channel -> channel).orElse(context.dataWriter());
        this.in = new PeerInput(tls.isPresent() ? tls.get()::read : this::received, watch);
        long writeNanosMax = limits.writeTimeMax().toNanos();
        DataWriter watchedOut = new WatchedWriter(out, watch, writeNanosMax, () -> {});
        this.bytes = new RequestBytes(in, out, limits, refusals, new FastLane(fastPath, watchedOut, buffers));
        DataWriter watched = new WatchedWriter(out, watch, writeNanosMax, bytes::answering);
        this.connection =
                stock.connection(new GuardedContext(context, new DataReader(bytes), watched, tls.isPresent()));
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
        reaper.add(this);
        try {
            connection.handle(limit);
        } finally {
            if (!watch.isExpired()) {
                tls.ifPresent(this::sayGoodbye);
            }
            // An encrypted peer says goodbye as well: unread, that would reset the connection.
            if (tls.isPresent() || watch.isExpired() || bytes.moreExpected()) {
                linger();
            }
            reaper.remove(this);
        }
    }

    /** What came over the socket, which is null at its end. */
    private byte @Nullable [] received() {
        return socket.get();
    }

    private void linger() {
        try {
            in.linger();
        } catch (CloseConnectionException _) {
            // The peer is gone or out of time; the connection closes either way.
        }
    }

    private void sayGoodbye(TlsChannel channel) {
        watch.startWriting(Watch.now() + GOODBYE_NANOS_MAX);
        channel.end();
        watch.endWriting();
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
