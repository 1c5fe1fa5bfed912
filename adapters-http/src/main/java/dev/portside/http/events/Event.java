package dev.portside.http.events;

/**
 * Something that happened.
 *
 * @param number one more than that of the event before
 * @param type one of a few fixed words
 * @param data one line of UTF-8
 */
record Event(long number, String type, byte[] data) {
    private static final int OVERHEAD_BYTES = 64;

    /** The bytes that it takes, about. */
    int weight() {
        return OVERHEAD_BYTES + data.length;
    }
}
