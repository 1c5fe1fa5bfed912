package dev.portside.http.wire;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import io.helidon.webserver.CloseConnectionException;
import java.io.UncheckedIOException;

/** Writes answers within a bound of time. */
final class WatchedWriter implements DataWriter {
    private final DataWriter out;
    private final Watch watch;
    private final long nanosMax;
    private final Runnable writing;

    /**
     * @param nanosMax for the peer to take one piece
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
        watched(() -> out.write(buffer));
    }

    @Override
    public void writeNow(BufferData... buffers) {
        writeNow(BufferData.create(buffers));
    }

    @Override
    public void writeNow(BufferData buffer) {
        watched(() -> out.writeNow(buffer));
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
