package dev.portside.http;

import java.time.Duration;

/**
 * The bounds of the HTTP door.
 *
 * @param requestTimeout for reading one request as a whole
 */
public record HttpSettings(String host, int port, int bodyBytesMax, Duration requestTimeout, Duration shutdownGrace) {
    /** The same at another port, whose calls are not waited for as long. */
    public HttpSettings at(int otherPort, Duration otherGrace) {
        return new HttpSettings(host, otherPort, bodyBytesMax, requestTimeout, otherGrace);
    }
}
