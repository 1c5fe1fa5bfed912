package dev.portside.hardening;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One connection that does as little as keeps it open. Used by one thread at a time. */
final class SlowPeer implements AutoCloseable {
    /** What it is slow at. */
    enum Kind {
        HEAD("GET /get?id=1 HTTP/1.1\r\nHost: a\r\nX: "),
        BODY("POST /insert HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n"),
        CHUNKS("POST /insert HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n"),
        /** Reads one byte now and then of more than any buffer takes. */
        ANSWER("GET /openapi HTTP/1.1\r\nHost: a\r\n\r\n".repeat(1_000)),
        /** Never says a word. */
        NOTHING("");

        private final String begin;

        Kind(String begin) {
            this.begin = begin;
        }
    }

    private static final int RECEIVE_BYTES = 4096;

    private final Kind kind;
    private final SocketChannel channel;
    private final ByteBuffer begin;
    private final ByteBuffer read;
    private final long opened = System.nanoTime();
    private volatile long ended;

    SlowPeer(Kind kind, int port) {
        this.kind = kind;
        this.begin = ByteBuffer.wrap(kind.begin.getBytes(StandardCharsets.US_ASCII));
        this.read = ByteBuffer.allocate(kind == Kind.ANSWER ? 1 : RECEIVE_BYTES);
        try {
            channel = SocketChannel.open();
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BYTES);
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.configureBlocking(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One byte more, to be called now and then; learns whether the connection has ended. */
    void step() {
        if (ended != 0) {
            return;
        }
        try {
            if (begin.hasRemaining()) {
                channel.write(begin);
            } else if (kind != Kind.NOTHING) {
                channel.write(ByteBuffer.wrap(new byte[] {'1'}));
            }
            read.clear();
            if (channel.read(read) >= 0) {
                return;
            }
        } catch (IOException _) {
            // Reset, which is an end as well.
        }
        ended = System.nanoTime();
    }

    Kind kind() {
        return kind;
    }

    boolean isCut() {
        return ended != 0;
    }

    /** How long it lasted. */
    Duration lasted() {
        return Duration.ofNanos(ended - opened);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
