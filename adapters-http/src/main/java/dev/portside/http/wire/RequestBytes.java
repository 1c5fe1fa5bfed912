package dev.portside.http.wire;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import io.helidon.webserver.CloseConnectionException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one connection, handed to Helidon request by request: a head only when it is whole and sound, then its body
 * and no byte beyond it. So no byte is ever read as part of another request than the one that it was checked for.
 *
 * <p>A faulty head is answered here, since Helidon has nothing to route then. A fault inside a body is thrown as
 * {@link Refused} into the handler that reads it. Used by the connection's thread alone, but for {@link #tooSlow}.
 */
final class RequestBytes implements Supplier<byte @Nullable []> {
    private static final byte[] EMPTY = new byte[0];
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final Body NO_BODY = new SizedBody(0);

    private final PeerInput in;
    private final DataWriter out;
    private final WireLimits limits;
    private final Refusals refusals;
    private final FastLane fastLane;
    private final RequestHead head;
    private final Patience patience;
    private byte[] buffer = EMPTY;
    private int from;
    private byte @Nullable [] wholeHead;
    private Body body = NO_BODY;
    private long headDeadline;
    private long requestDeadline;
    private boolean anyRequest;
    private boolean underway;
    private boolean answered;
    private boolean closes;
    private boolean owesContinue;
    private boolean moreExpected;

    RequestBytes(PeerInput in, DataWriter out, WireLimits limits, Refusals refusals, FastLane fastLane) {
        this.in = in;
        this.out = out;
        this.limits = limits;
        this.refusals = refusals;
        this.fastLane = fastLane;
        this.head = new RequestHead(limits);
        this.patience = new Patience(limits.bodyTimeMax());
    }

    /** The next bytes of the request in hand or the head of the next one; null when there is nothing more to read. */
    @Override
    public byte @Nullable [] get() {
        return body.isWhole() ? nextHead() : nextOfBody();
    }

    /** Told when a piece of an answer is sent. */
    void answering() {
        answered = true;
    }

    /** The answer to a request that did not arrive in time; null when there was none or it has been answered. */
    byte @Nullable [] tooSlow() {
        return underway && !answered ? refusals.answer(408, "the request did not arrive in time", path()) : null;
    }

    /** Whether the peer may go on sending what nobody will read. */
    boolean moreExpected() {
        return moreExpected || !body.isWhole();
    }

    private byte @Nullable [] nextHead() {
        if (closes) {
            return null;
        }
        while (awaitRequest()) {
            int end = fastLane.again(buffer, from, buffer.length);
            if (end == from) {
                end = fastLane.workAgain(buffer, from, buffer.length);
            }
            if (end == from) {
                int headEnd = readHead();
                if (headEnd < 0) {
                    return null;
                }
                end = answered(headEnd);
                if (end == from) {
                    fastLane.flush();
                    wholeHead = take(headEnd);
                    return wholeHead;
                }
            }
            from = end;
        }
        return null;
    }

    /** Answers the request whose head was read, when the fast lane can: the index after it, else {@code from}. */
    private int answered(int headEnd) {
        Head whole = head.whole(buffer, from, headEnd);
        if (fastLane.answered(whole, buffer, from, headEnd)) {
            return headEnd;
        }
        long length = head.framing().length();
        if (length <= 0 || length > buffer.length - headEnd || closes || owesContinue) {
            return from;
        }
        int end = headEnd + Math.toIntExact(length);
        if (!fastLane.worked(whole, buffer, from, headEnd, end)) {
            return from;
        }
        body = NO_BODY;
        return end;
    }

    /** Waits for the first bytes of a request; false when the peer sends no more. */
    private boolean awaitRequest() {
        wholeHead = null;
        underway = false;
        long waitMax = (anyRequest ? limits.idleTimeMax() : limits.headTimeMax()).toNanos();
        if (from == buffer.length && !fill(Watch.in(waitMax, true))) {
            return false;
        }
        anyRequest = true;
        return true;
    }

    /** Reads the head of the request whose first bytes are there; the index after it, -1 when the peer left within it. */
    private int readHead() {
        head.reset();
        underway = true;
        answered = false;
        headDeadline = Watch.in(limits.headTimeMax().toNanos(), false);
        requestDeadline = Watch.in(limits.requestTimeMax().toNanos(), false);
        try {
            int end = head.read(buffer, from, buffer.length);
            while (end < 0) {
                if (!fill(headDeadline)) {
                    return -1;
                }
                end = head.read(buffer, from, buffer.length);
            }
            follow(head.framing());
            return end;
        } catch (Refused e) {
            moreExpected = e.status() != 400;
            answered = true;
            fastLane.flush();
            send(refusals.answer(e.status(), e.detail(), path()));
            throw new CloseConnectionException("refused");
        }
    }

    /** Awaits the body that the head announced. */
    private void follow(Framing framing) {
        if (framing.length() > limits.bodyBytesMax()) {
            throw Refused.tooLarge(limits.bodyBytesMax());
        }
        if (framing.chunked()) {
            body = new ChunkedBody(limits.bodyBytesMax());
        } else {
            body = framing.length() > 0 ? new SizedBody(framing.length()) : NO_BODY;
        }
        patience.renew();
        closes = framing.closes();
        owesContinue = framing.expectsContinue();
    }

    private byte @Nullable [] nextOfBody() {
        if (answered && (closes || owesContinue)) {
            // Whether the peer still sends this body is not known, so nothing that follows can be understood.
            return null;
        }
        if (from == buffer.length) {
            if (owesContinue) {
                send(CONTINUE);
            }
            fillBody();
        }
        owesContinue = false;
        return take(body.take(buffer, from, buffer.length));
    }

    private void fillBody() {
        long started = Watch.now();
        if (!fill(Math.min(requestDeadline, Watch.in(patience.nanos(), false)))) {
            throw new CloseConnectionException("the peer left within a body");
        }
        patience.waited(Watch.now() - started, buffer.length);
    }

    /** The unread bytes up to {@code end}, without a copy when they are all. */
    private byte[] take(int end) {
        byte[] taken = from == 0 && end == buffer.length ? buffer : Arrays.copyOfRange(buffer, from, end);
        from = end;
        if (from == buffer.length) {
            buffer = EMPTY;
            from = 0;
        }
        return taken;
    }

    /** Reads more behind the unread bytes; false when the peer sends no more. */
    private boolean fill(long deadline) {
        fastLane.flush();
        byte[] more = in.read(deadline);
        if (more == null) {
            return false;
        }
        if (from == buffer.length) {
            buffer = more;
        } else {
            byte[] joined = Arrays.copyOfRange(buffer, from, buffer.length + more.length);
            System.arraycopy(more, 0, joined, buffer.length - from, more.length);
            buffer = joined;
        }
        from = 0;
        return true;
    }

    private void send(byte[] bytes) {
        try {
            out.writeNow(BufferData.create(bytes));
        } catch (UncheckedIOException e) {
            throw new CloseConnectionException("the peer is gone", e);
        }
    }

    private String path() {
        return wholeHead != null ? head.path(wholeHead, 0) : head.path(buffer, from);
    }
}
