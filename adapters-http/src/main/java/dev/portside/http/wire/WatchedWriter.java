package dev.portside.http.wire;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import io.helidon.webserver.CloseConnectionException;
import java.io.UncheckedIOException;

/** Writes answers within a bound of time for each piece. */
final class WatchedWriter implements DataWriter {
    /** What the JDK hands to a socket in one piece. */
    private static final int PIECE_BYTES_MAX = Buffers.BYTES;

    private final DataWriter out;
    private final Watch watch;
    private final long nanosMax;
    private final Runnable writing;

    /**
     * @param nanosMax for the peer to take one piece, of at most 128 KiB
     * @param writing told of each piece
     */
    WatchedWriter(DataWriter out, Watch watch, long nanosMax, Runnable writing) {
        this.out = out;
        this.watch = watch;
        this.nanosMax = nanosMax;
        this.writing = writing;
    }

    @Override
    public void write(BufferData... buffers) {
        write(BufferData.create(buffers));
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
        if (buffer.available() <= PIECE_BYTES_MAX) {
            watched(() -> out.writeNow(buffer));
            return;
        }
        byte[] piece = new byte[PIECE_BYTES_MAX];
        while (buffer.available() > 0) {
            int length = buffer.read(piece, 0, PIECE_BYTES_MAX);
            watched(() -> out.writeNow(BufferData.create(piece, 0, length)));
        }
    }

    private void watched(Runnable write) {
        writing.run();
        watch.startWriting(Watch.now() + nanosMax);
        try {
            write.run();
        } catch (UncheckedIOException e) {
            throw new CloseConnectionException("the peer is gone", e);
        } finally {
            watch.endWriting();
        }
    }
}
