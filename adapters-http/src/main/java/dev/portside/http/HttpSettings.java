package dev.portside.http;

import java.time.Duration;

/**
 * The bounds of the HTTP door.
 *
 * @param requestTimeout for reading one request as a whole
 */
public record HttpSettings(String host, int port, int bodyBytesMax, Duration requestTimeout, Duration shutdownGrace) {}
