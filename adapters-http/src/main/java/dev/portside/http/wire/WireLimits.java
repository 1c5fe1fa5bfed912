package dev.portside.http.wire;

import java.time.Duration;

/**
 * How much and how long a peer may send.
 *
 * @param requestLineBytesMax more is 414
 * @param headersBytesMax all header lines together; more is 431
 * @param headersMax header lines; more is 431
 * @param bodyBytesMax more is 413
 * @param headTimeMax from the first byte of a request, or from the accepted connection, to the end of its headers
 * @param requestTimeMax from the first byte of a request to the end of its body
 * @param bodyTimeMax without progress of a body
 * @param writeTimeMax for the peer to take one piece of an answer
 * @param idleTimeMax between two requests
 */
public record WireLimits(
        int requestLineBytesMax,
        int headersBytesMax,
        int headersMax,
        int bodyBytesMax,
        Duration headTimeMax,
        Duration requestTimeMax,
        Duration bodyTimeMax,
        Duration writeTimeMax,
        Duration idleTimeMax) {}
