package dev.portside.http;

import dev.portside.http.wire.Guard;
import dev.portside.http.wire.WireLimits;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The server with all its routes. */
public final class HttpServer implements AutoCloseable {
    private static final int CONNECTIONS_MAX = 10_000;

    /** Helidon's preset of 4 KiB lets a caller who is 100 ms away send no more than 80 KB a second. */
    private static final int RECEIVE_BUFFER_BYTES = 128 * 1024;

    private static final int REQUEST_LINE_BYTES_MAX = 8 * 1024;
    private static final int HEADERS_BYTES_MAX = 16 * 1024;
    private static final int HEADERS_MAX = 100;

    /** For a head, and without progress of a body or of an answer. */
    private static final Duration PATIENCE_MAX = Duration.ofSeconds(10);

    /** Longer than a proxy keeps an idle connection, so that it does not send a request into a closing one. */
    private static final Duration IDLE_TIME_MAX = Duration.ofSeconds(75);

    /** A connection that is quiet for so long while the server drains is not waiting for anything. */
    private static final Duration DRAIN_IDLE_TIME_MAX = Duration.ofMillis(500);

    /** Silent at the stop, when it calls the last connection to a closing port an error. */
    private static final Logger LISTENER_LOG = Logger.getLogger("io.helidon.webserver.ServerListener");

    private final AnswerWriter writer;
    private final Guard guard;
    private final WebServer server;

    private HttpServer(
            List<Route> routes,
            HttpSettings settings,
            Gate gate,
            CallObserver observer,
            Optional<CallTraces> traces,
            Supplier<UUID> ids) {
        this.writer = new AnswerWriter(settings.tls().isPresent());
        RequestIds requestIds = new RequestIds(ids.get());
        CallObserver plain = traces.map(each -> observer.and(each::answered)).orElse(observer);
        Dispatcher dispatcher =
                new Dispatcher(routes, route -> new Endpoint(route, gate, observer, traces, requestIds, writer));
        this.guard = new Guard(
                limits(settings),
                (status, detail, path) -> {
                    observer.answered(CallObserver.OTHER_METHOD, "", status, 0);
                    return writer.last(Problem.refused(status, detail).answer(path), requestIds.next());
                },
                new PlainCalls(routes, gate, plain, traces.isPresent(), requestIds, writer),
                settings.tls());
        this.server = WebServer.builder()
                .host(settings.host())
                .port(settings.port())
                .routing(HttpRouting.builder().any(dispatcher))
                .directHandlers(directHandlers(requestIds))
                .protocolsDiscoverServices(false)
                .addConnectionSelector(guard)
                .connectionOptions(options -> options.tcpNoDelay(true))
                .putListenerSocketOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES)
                .maxTcpConnections(CONNECTIONS_MAX)
                .shutdownGracePeriod(settings.shutdownGrace())
                .shutdownHook(false)
                .build();
    }

    /** Fails fast, before anything else is started: {@link AddressInUse} when the address cannot be bound. */
    public static void requireFree(HttpSettings settings) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(settings.host(), settings.port()));
        } catch (IOException _) {
            throw new AddressInUse(settings.host(), settings.port());
        }
    }

    /** Binds the port and serves; when this returns, requests are answered. {@link AddressInUse} when it cannot. */
    public static HttpServer start(
            List<Route> routes,
            HttpSettings settings,
            Gate gate,
            CallObserver observer,
            Optional<CallTraces> traces,
            Supplier<UUID> ids) {
        HttpServer server = new HttpServer(routes, settings, gate, observer, traces, ids);
        server.server.start();
        if (!server.server.isRunning()) {
            // Helidon logs a failed bind and returns; somebody took the port since the probe.
            server.guard.close();
            throw new AddressInUse(settings.host(), settings.port());
        }
        return server;
    }

    private static WireLimits limits(HttpSettings settings) {
        Duration requestTime = settings.requestTimeout();
        Duration patience = requestTime.compareTo(PATIENCE_MAX) < 0 ? requestTime : PATIENCE_MAX;
        return new WireLimits(
                REQUEST_LINE_BYTES_MAX,
                HEADERS_BYTES_MAX,
                HEADERS_MAX,
                settings.bodyBytesMax(),
                patience,
                requestTime,
                patience,
                patience,
                IDLE_TIME_MAX);
    }

    /** What Helidon itself still refuses, as a problem that says no more than its status. */
    private static DirectHandlers directHandlers(RequestIds requestIds) {
        DirectHandlers.Builder builder = DirectHandlers.builder();
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            builder.addHandler(type, (request, _, status, _, _) -> {
                Answer answer = Problem.refused(status.code(), "the request could not be read")
                        .answer(request.path());
                return DirectHandler.TransportResponse.builder()
                        .status(Status.create(answer.status()))
                        .keepAlive(false)
                        .header(HeaderNames.CONTENT_TYPE, answer.mediaType())
                        .header(RequestIds.HEADER, requestIds.next())
                        .entity(answer.body())
                        .build();
            });
        }
        return builder.build();
    }

    /** The port that is bound. */
    public int port() {
        return server.port();
    }

    /** Takes no new connections, answers what comes on those that are open, and waits within the grace period. */
    @Override
    public void close() {
        writer.drain();
        guard.drain(DRAIN_IDLE_TIME_MAX);
        LISTENER_LOG.setLevel(Level.OFF);
        server.stop();
        guard.close();
    }
}
