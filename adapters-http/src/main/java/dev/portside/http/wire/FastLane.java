package dev.portside.http.wire;

import dev.portside.http.wire.FastPath.Reply;
import dev.portside.http.wire.FastPath.Work;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Answers one connection's requests whose answers are ready. Used by the connection's thread alone.
 *
 * <p>Method: who asks often sends the same head again, byte for byte. The last head that was understood is kept, and one
 * that equals it needs no second reading. Answers to requests that have arrived together leave in one piece.
 *
 * <p>Cost: of a repeated head one comparison, of an answer one copy into a buffer that all connections share.
 */
final class FastLane {
    /** A head that is longer is understood anew each time, since each connection keeps one. */
    private static final int HEAD_BYTES_MAX = 2048;

    private static final byte[] NONE = {};

    private final FastPath path;
    private final DataWriter out;
    private final Buffers buffers;
    private byte[] head = NONE;
    private @Nullable Reply reply;
    private byte[] workHead = NONE;
    private int bodyLength;
    private @Nullable Work work;
    private @Nullable SendBuffer gathered;
    private int length;

    FastLane(FastPath path, DataWriter out, Buffers buffers) {
        this.path = path;
        this.out = out;
        this.buffers = buffers;
    }

    /**
     * Answers the request that begins at {@code from} when its head equals the one from before.
     *
     * @return the index after it, or {@code from} when it has not been answered
     */
    int again(byte[] bytes, int from, int to) {
        Reply known = reply;
        int end = from + head.length;
        return known != null && end <= to && Arrays.equals(bytes, from, end, head, 0, head.length) && answered(known)
                ? end
                : from;
    }

    /** Answers a request without a body whose whole head is given; false, having done nothing, when it cannot. */
    boolean answered(Head whole, byte[] bytes, int from, int to) {
        Reply found = path.find(whole);
        if (found == null || !answered(found)) {
            return false;
        }
        if (to - from <= HEAD_BYTES_MAX) {
            head = Arrays.copyOfRange(bytes, from, to);
            reply = found;
        }
        return true;
    }

    private boolean answered(Reply from) {
        byte[] answer = from.next();
        if (answer == null) {
            return false;
        }
        from.complete(put(answer).bytes, length);
        length += answer.length;
        return true;
    }

    /** As {@link #again}, for requests with a body, when all of this one is there. */
    int workAgain(byte[] bytes, int from, int to) {
        Work known = work;
        int end = from + workHead.length;
        int bodyEnd = end + bodyLength;
        return known != null
                        && bodyEnd <= to
                        && Arrays.equals(bytes, from, end, workHead, 0, workHead.length)
                        && worked(known, bytes, end, bodyEnd)
                ? bodyEnd
                : from;
    }

    /** As {@link #answered}, for a request with a body, all of which is given: its head ends at {@code end}. */
    boolean worked(Head whole, byte[] bytes, int from, int end, int to) {
        Work found = path.findWork(whole);
        if (found == null || !worked(found, bytes, end, to)) {
            return false;
        }
        if (end - from <= HEAD_BYTES_MAX) {
            workHead = Arrays.copyOfRange(bytes, from, end);
            bodyLength = to - end;
            work = found;
        }
        return true;
    }

    private boolean worked(Work by, byte[] bytes, int from, int to) {
        // What is ready does not wait for what may take its time.
        flush();
        byte[] answer = by.answer(Arrays.copyOfRange(bytes, from, to));
        if (answer == null) {
            return false;
        }
        put(answer);
        length += answer.length;
        return true;
    }

    private SendBuffer put(byte[] answer) {
        SendBuffer target = room(answer.length);
        target.put(answer, length);
        return target;
    }

    private SendBuffer room(int more) {
        if (gathered != null && length + more <= gathered.bytes.length) {
            return gathered;
        }
        flush();
        gathered = buffers.take(more);
        return gathered;
    }

    /** Sends the answers that were gathered. To be called before this connection waits, or sends anything else. */
    void flush() {
        SendBuffer full = gathered;
        if (full != null) {
            out.writeNow(BufferData.create(full.bytes, 0, length));
            buffers.giveBack(full);
            gathered = null;
            length = 0;
        }
    }
}
