package dev.portside.http.wire;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One connection's encryption. The handshake is part of the first read, and so within its deadline.
 *
 * <p>Hazard: a peer that is too slow is answered by another thread than the connection's, and reading may have to send as
 * well (handshakes, alerts, new keys). What is encrypted leaves under one lock, in the order in which it was encrypted.
 */
final class TlsChannel implements DataWriter {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final byte[] NO_BYTES = {};
    private static final int RECORD_BYTES_MAX = 1 << 14;
    private static final int RECORDS_AT_ONCE_MAX = 8;

    private final SSLEngine engine;
    private final Supplier<byte @Nullable []> socket;
    private final DataWriter out;
    private final ReentrantLock sending = new ReentrantLock();
    private ByteBuffer received = NOTHING;
    private boolean needsMore = true;
    private boolean ended;
    private volatile boolean established;

    /**
     * @param socket the next encrypted bytes, null at the end; {@link UncheckedIOException} when the connection is broken
     * @param out where encrypted bytes go
     */
    TlsChannel(SSLEngine engine, Supplier<byte @Nullable []> socket, DataWriter out) {
        this.engine = engine;
        this.socket = socket;
        this.out = out;
    }

    /** The next bytes in plain, null when the peer sends no more; {@link UncheckedIOException} when this is no sound TLS. */
    byte @Nullable [] read() {
        while (!ended) {
            if (needsMore && !receive()) {
                return null;
            }
            byte[] plain = decrypt();
            if (plain.length > 0) {
                established = true;
                return plain;
            }
        }
        return null;
    }

    private boolean receive() {
        byte[] more = socket.get();
        if (more == null) {
            return false;
        }
        received = received.hasRemaining()
                ? ByteBuffer.allocate(received.remaining() + more.length)
                        .put(received)
                        .put(more)
                        .flip()
                : ByteBuffer.wrap(more);
        return true;
    }

    /** What the next record holds, which may be nothing for the reader. */
    private byte[] decrypt() {
        ByteBuffer plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
        try {
            SSLEngineResult.Status status = engine.unwrap(received, plain).getStatus();
            ended = status == SSLEngineResult.Status.CLOSED;
            needsMore = status == SSLEngineResult.Status.BUFFER_UNDERFLOW || !received.hasRemaining();
            reply();
        } catch (SSLException e) {
            sayWhy();
            throw new UncheckedIOException(e);
        }
        return plain.position() == 0 ? NO_BYTES : Arrays.copyOf(plain.array(), plain.position());
    }

    /** Does what the peer's record asks for. */
    private void reply() throws SSLException {
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> {
                    if (established) {
                        // It costs us more than the peer, who may do it over and over.
                        throw new SSLException("a second handshake");
                    }
                    runTasks();
                }
                case NEED_WRAP -> send(NOTHING);
                default -> {
                    return;
                }
            }
        }
    }

    private void runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    /** Sends the alert that stands ready after a fault. */
    private void sayWhy() {
        try {
            if (engine.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NEED_WRAP) {
                send(NOTHING);
            }
        } catch (SSLException | UncheckedIOException _) {
            // The connection is closed either way.
        }
    }

    @Override
    public void write(BufferData... buffers) {
        writeNow(buffers);
    }

    @Override
    public void write(BufferData buffer) {
        writeNow(buffer);
    }

    @Override
    public void writeNow(BufferData... buffers) {
        writeNow(BufferData.create(buffers));
    }

    @Override
    public void writeNow(BufferData buffer) {
        try {
            send(ByteBuffer.wrap(buffer.readBytes()));
        } catch (SSLException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(ByteBuffer plain) throws SSLException {
        sending.lock();
        try {
            int packetBytesMax = engine.getSession().getPacketBufferSize();
            int records = Math.min(plain.remaining() / RECORD_BYTES_MAX + 1, RECORDS_AT_ONCE_MAX);
            byte[] bytes = new byte[records * packetBytesMax];
            ByteBuffer packets = ByteBuffer.wrap(bytes);
            do {
                if (packets.remaining() < packetBytesMax) {
                    flush(bytes, packets);
                }
                if (engine.wrap(plain, packets).bytesProduced() == 0) {
                    throw new SSLException("nothing can be sent any more, or yet");
                }
            } while (plain.hasRemaining());
            flush(bytes, packets);
        } finally {
            sending.unlock();
        }
    }

    private void flush(byte[] bytes, ByteBuffer packets) {
        out.writeNow(BufferData.create(bytes, 0, packets.position()));
        packets.clear();
    }

    /** Tells the peer that this was all; does nothing when there is no one to tell. */
    void end() {
        if (!established) {
            return;
        }
        try {
            engine.closeOutbound();
            if (!engine.isOutboundDone()) {
                send(NOTHING);
            }
        } catch (SSLException | UncheckedIOException _) {
            // The peer was gone before it could be told.
        }
    }
}
