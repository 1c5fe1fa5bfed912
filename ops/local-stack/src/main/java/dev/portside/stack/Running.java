package dev.portside.stack;

import java.net.URI;

/** A server that is there or stands ready to start. */
record Running(String name, String host, int port, Runner runner) {
    static final String LOOPBACK = "127.0.0.1";

    /** Elsewhere, or here but not ours. */
    static Running given(Backend backend, URI address) {
        GivenRunner runner = new GivenRunner(backend.title(), backend.variable());
        return new Running(backend.title(), address.getHost(), address.getPort(), runner);
    }

    /** On this machine. */
    static Running here(String name, int port, Runner runner) {
        return new Running(name, LOOPBACK, port, runner);
    }
}
