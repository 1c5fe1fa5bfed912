package dev.portside.http;

/** The server's address cannot be bound; the message says which. */
public final class AddressInUse extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AddressInUse(String host, int port) {
        super("port " + port + " on " + host + " cannot be bound: it is in use, or not this machine's");
    }
}
