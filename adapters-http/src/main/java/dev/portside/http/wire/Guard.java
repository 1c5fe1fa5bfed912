package dev.portside.http.wire;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;

/**
 * Makes the guarded connections of one server. It must be the server's only selector: with a second one Helidon would wait
 * for a connection's first byte before anybody watches its deadlines.
 *
 * <p>Helidon's own checks of paths and headers are off, and its bounds out of reach, since every head is checked here.
 */
public final class Guard implements ServerConnectionSelector, AutoCloseable {
    private final WireLimits limits;
    private final Refusals refusals;
    private final FastPath fastPath;
    private final Optional<Supplier<SSLEngine>> tls;
    private final Buffers buffers = new Buffers();
    private final Reaper reaper = new Reaper();
    private final ServerConnectionSelector stock;

    /** @param tls makes the encryption of each connection; empty when they are plain */
    public Guard(WireLimits limits, Refusals refusals, FastPath fastPath, Optional<Supplier<SSLEngine>> tls) {
        this.limits = limits;
        this.refusals = refusals;
        this.fastPath = fastPath;
        this.tls = tls;
        this.stock = Http1ConnectionSelector.builder()
                .config(Http1Config.builder()
                        .maxPrologueLength(limits.requestLineBytesMax() + 1)
                        .maxHeadersSize(limits.headersBytesMax() * 2)
                        .validatePath(false)
                        .validatePrologue(false)
                        .validateRequestHeaders(false)
                        .sendLog(false)
                        .receiveLog(false)
                        .build())
                .build();
        reaper.start();
    }

    @Override
    public int bytesToIdentifyConnection() {
        return 0;
    }

    @Override
    public Support supports(BufferData data) {
        return Support.SUPPORTED;
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return Set.of("http/1.1");
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        return new GuardedConnection(
                context, stock, limits, refusals, reaper, fastPath, buffers, tls.map(Supplier::get));
    }

    /** From now on connections that have been without a request for {@code idleTimeMax} are closed. */
    public void drain(Duration idleTimeMax) {
        reaper.drain(idleTimeMax);
    }

    /** Whether no connection is open. */
    public boolean isIdle() {
        return reaper.isEmpty();
    }

    /** Stops watching deadlines; to be called when the server has stopped. */
    @Override
    public void close() {
        reaper.close();
    }
}
