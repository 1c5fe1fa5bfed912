package dev.portside.http.wire;

/** Follows the body of one request to its end. */
abstract sealed class Body permits SizedBody, ChunkedBody {
    /**
     * Takes bytes of this body.
     *
     * @return the index after the last of them, {@code to} unless the body ends before
     * @throws Refused when they are faulty or too many
     */
    abstract int take(byte[] bytes, int from, int to);

    abstract boolean isWhole();
}
