package dev.portside.http.wire;

/** A body whose length is stated; it may be zero. */
final class SizedBody extends Body {
    private long remaining;

    SizedBody(long length) {
        this.remaining = length;
    }

    @Override
    int take(byte[] bytes, int from, int to) {
        int taken = (int) Math.min(remaining, to - from);
        remaining -= taken;
        return from + taken;
    }

    @Override
    boolean isWhole() {
        return remaining == 0;
    }
}
