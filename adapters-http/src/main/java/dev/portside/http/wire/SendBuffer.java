package dev.portside.http.wire;

/**
 * Answers one behind the other, as they are sent. It remembers what it holds: an answer that was sent from the same place
 * before is there already, and only what is each one's own has to be written over it.
 */
final class SendBuffer {
    private static final byte[] NONE = {};

    final byte[] bytes;
    private byte[] repeated = NONE;
    private int filled;

    SendBuffer(int length) {
        this.bytes = new byte[length];
    }

    /** Puts the answer, whose bytes nobody changes, at a place that is the end of the one before, or the start. */
    @SuppressWarnings("ArrayEquals") // the very same answer, which costs less than comparing it
    void put(byte[] answer, int at) {
        boolean same = answer == repeated;
        if (same && at + answer.length <= filled && at % answer.length == 0) {
            return;
        }
        System.arraycopy(answer, 0, bytes, at, answer.length);
        if (at == 0) {
            repeated = answer;
            filled = answer.length;
        } else {
            filled = same && at == filled ? at + answer.length : Math.min(filled, at);
        }
    }
}
