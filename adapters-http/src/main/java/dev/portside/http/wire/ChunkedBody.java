package dev.portside.http.wire;

/** A body in chunks (RFC 9112, 7.1), without extensions and trailers, which nobody here needs and attacks hide in. */
final class ChunkedBody extends Body {
    private static final int SIZE_DIGITS_MAX = 8;

    private enum State {
        SIZE,
        SIZE_LF,
        DATA,
        DATA_CR,
        DATA_LF,
        END_CR,
        END_LF,
        WHOLE
    }

    private final long bytesMax;
    private State state = State.SIZE;
    private int digits;
    private long chunkRemaining;
    private long total;

    ChunkedBody(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    @Override
    int take(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && state != State.WHOLE) {
            if (state == State.DATA) {
                int taken = (int) Math.min(chunkRemaining, to - at);
                chunkRemaining -= taken;
                at += taken;
                state = chunkRemaining == 0 ? State.DATA_CR : State.DATA;
            } else {
                state = next(bytes[at++]);
            }
        }
        return at;
    }

    @Override
    boolean isWhole() {
        return state == State.WHOLE;
    }

    private State next(byte b) {
        return switch (state) {
            case SIZE -> size(b);
            case SIZE_LF -> sized(b);
            case DATA_CR -> after(b, '\r', State.DATA_LF);
            case DATA_LF -> after(b, '\n', State.SIZE);
            case END_CR -> after(b, '\r', State.END_LF);
            case END_LF -> after(b, '\n', State.WHOLE);
            case DATA, WHOLE -> throw new IllegalStateException(state.name());
        };
    }

    private State size(byte b) {
        int digit = Bytes.hex(b);
        if (digit >= 0 && digits++ < SIZE_DIGITS_MAX) {
            chunkRemaining = chunkRemaining << 4 | digit;
            return State.SIZE;
        }
        if (b != '\r' || digits == 0) {
            throw Refused.malformed(
                    "a chunk must begin with its size alone, in at most " + SIZE_DIGITS_MAX + " hexadecimal digits");
        }
        return State.SIZE_LF;
    }

    private State sized(byte b) {
        after(b, '\n', State.DATA);
        digits = 0;
        total += chunkRemaining;
        if (total > bytesMax) {
            throw Refused.tooLarge(bytesMax);
        }
        return chunkRemaining == 0 ? State.END_CR : State.DATA;
    }

    private static State after(byte b, char expected, State next) {
        if (b != expected) {
            throw Refused.malformed("a chunk must end where its size says, and the last one without trailers");
        }
        return next;
    }
}
