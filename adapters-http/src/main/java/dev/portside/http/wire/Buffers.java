package dev.portside.http.wire;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Buffers that connections take while they write: few, so that they stay in the processor's cache. */
final class Buffers {
    /** Of each buffer: what the JDK hands to a socket in one piece. */
    static final int BYTES = 128 * 1024;

    private final AtomicReferenceArray<@Nullable SendBuffer> free =
            new AtomicReferenceArray<>(2 * Runtime.getRuntime().availableProcessors());

    /** A buffer that is nobody else's until it is given back; a new one when all are taken, or it must be longer. */
    SendBuffer take(int length) {
        for (int i = 0; i < free.length() && length <= BYTES; i++) {
            SendBuffer buffer = free.getPlain(i) == null ? null : free.getAndSet(i, null);
            if (buffer != null) {
                return buffer;
            }
        }
        return new SendBuffer(Math.max(length, BYTES));
    }

    /** Keeps it for the next one, unless it is longer than usual or there are enough. */
    void giveBack(SendBuffer buffer) {
        for (int i = 0; i < free.length() && buffer.bytes.length == BYTES; i++) {
            if (free.getPlain(i) == null && free.compareAndSet(i, null, buffer)) {
                return;
            }
        }
    }
}
