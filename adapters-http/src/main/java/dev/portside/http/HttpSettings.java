package dev.portside.http;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;

/**
 * The bounds of the HTTP door.
 *
 * @param requestTimeout for reading one request as a whole
 * @param tls makes the encryption of each connection; empty when they are plain
 */
public record HttpSettings(
        String host,
        int port,
        int bodyBytesMax,
        Duration requestTimeout,
        Duration shutdownGrace,
        Optional<Supplier<SSLEngine>> tls) {
    /** Without encryption. */
    public HttpSettings(String host, int port, int bodyBytesMax, Duration requestTimeout, Duration shutdownGrace) {
        this(host, port, bodyBytesMax, requestTimeout, shutdownGrace, Optional.empty());
    }

    /** The same at another port, whose calls are not waited for as long. */
    public HttpSettings at(int otherPort, Duration otherGrace) {
        return new HttpSettings(host, otherPort, bodyBytesMax, requestTimeout, otherGrace, tls);
    }

    /** The same, encrypted. */
    public HttpSettings over(Supplier<SSLEngine> encryption) {
        return new HttpSettings(host, port, bodyBytesMax, requestTimeout, shutdownGrace, Optional.of(encryption));
    }
}
