package dev.portside.http.wire;

import io.helidon.webserver.CloseConnectionException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what the peer sends, within deadlines. */
final class PeerInput {
    private static final long LINGER_NANOS_MAX = 1_000_000_000;
    private static final long LINGER_BYTES_MAX = 4 << 20;

    private final Supplier<byte @Nullable []> socket;
    private final Watch watch;

    /** @param socket the next bytes, null at the end; {@link UncheckedIOException} when the connection is broken */
    PeerInput(Supplier<byte @Nullable []> socket, Watch watch) {
        this.socket = socket;
        this.watch = watch;
    }

    /**
     * The next bytes; null when the peer sends no more.
     *
     * @param deadline of {@link Watch}
     * @throws CloseConnectionException when the time is over or the connection broken
     */
    byte @Nullable [] read(long deadline) {
        if (watch.startReading(deadline)) {
            byte[] bytes = get();
            if (watch.endReading(deadline)) {
                return bytes;
            }
        }
        throw new CloseConnectionException("the peer was too slow");
    }

    /**
     * Takes, for a moment, what the peer goes on sending after it got its last answer. Closing at once would reset the
     * connection, and the reset could overtake the answer (RFC 9112, 9.6).
     */
    void linger() {
        long deadline = Watch.in(LINGER_NANOS_MAX, true);
        long taken = 0;
        while (taken < LINGER_BYTES_MAX) {
            // A connection that is expired already is closed by the reaper in a moment.
            byte[] bytes = watch.isExpired() ? get() : read(deadline);
            if (bytes == null) {
                return;
            }
            taken += bytes.length;
        }
    }

    private byte @Nullable [] get() {
        try {
            return socket.get();
        } catch (UncheckedIOException e) {
            throw new CloseConnectionException("the peer is gone", e);
        }
    }
}
