package dev.portside.http.wire;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import io.helidon.webserver.CloseConnectionException;
import java.io.UncheckedIOException;
import java.util.function.BooleanSupplier;

/** Writes answers: within a bound of time, with their heads mended. */
final class WatchedWriter implements DataWriter {
    private final DataWriter out;
    private final Watch watch;
    private final long nanosMax;
    private final BooleanSupplier firstPiece;

    /**
     * @param nanosMax for the peer to take one piece
     * @param firstPiece told of each piece; whether it begins an answer
     */
    WatchedWriter(DataWriter out, Watch watch, long nanosMax, BooleanSupplier firstPiece) {
        this.out = out;
        this.watch = watch;
        this.nanosMax = nanosMax;
        this.firstPiece = firstPiece;
    }

    @Override
    public void write(BufferData... buffers) {
        write(BufferData.create(buffers));
    }

    @Override
    public void write(BufferData buffer) {
        BufferData piece = firstPiece.getAsBoolean() ? AnswerHead.mended(buffer) : buffer;
        watched(() -> out.write(piece));
    }

    @Override
    public void writeNow(BufferData... buffers) {
        writeNow(BufferData.create(buffers));
    }

    @Override
    public void writeNow(BufferData buffer) {
        BufferData piece = firstPiece.getAsBoolean() ? AnswerHead.mended(buffer) : buffer;
        watched(() -> out.writeNow(piece));
    }

    private void watched(Runnable write) {
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
