package dev.portside.faults.limits;

/**
 * A call that took a token, or was denied one.
 *
 * @param sentAt when it was sent, and {@code answeredAt} when its answer was there: it was decided in between
 */
record Taken(String key, boolean given, long sentAt, long answeredAt) {}
