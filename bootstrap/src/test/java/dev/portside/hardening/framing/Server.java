package dev.portside.hardening.framing;

import java.util.List;

/** A server that remembers what it took for requests. */
interface Server extends AutoCloseable {
    /** Where everything is answered by a route. */
    String PLAIN = "/plain/";

    /** Where answers stand ready. It is as long as the other one. */
    String READY = "/ready/";

    int port();

    /** The paths of all requests that were served, in order; a request may be there only after it has been answered. */
    List<String> served();

    /** How many requests were answered, refusals included. */
    int answered();

    @Override
    void close();
}
