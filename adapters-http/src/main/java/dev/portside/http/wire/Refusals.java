package dev.portside.http.wire;

/** Writes the answers to requests that never reach a route. */
@FunctionalInterface
public interface Refusals {
    /**
     * The whole answer, head and body, which says that the connection closes.
     *
     * @param path the path of the request; empty when it could not be read
     */
    byte[] answer(int status, String detail, String path);
}
