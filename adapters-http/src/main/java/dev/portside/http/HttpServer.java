package dev.portside.http;

import io.helidon.http.Method;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The server with all its routes; known paths answer OPTIONS with their methods and 405 to those that they lack, unknown
 * paths 404.
 */
public final class HttpServer implements AutoCloseable {
    private static final int CONNECTIONS_MAX = 10_000;
    private static final int HEADERS_BYTES_MAX = 16 * 1024;
    private static final int PROLOGUE_BYTES_MAX = 8 * 1024;

    private final WebServer server;

    private HttpServer(WebServer server) {
        this.server = server;
    }

    /** Binds the port and serves; when this returns, requests are answered. {@link AddressInUse} when it cannot. */
    public static HttpServer start(
            List<Route> routes, HttpSettings settings, Gate gate, CallObserver observer, Supplier<UUID> ids) {
        HttpRouting.Builder routing = HttpRouting.builder();
        java.util.function.Function<Route, Endpoint> endpoint =
                route -> new Endpoint(route, settings, gate, observer, ids);
        routes.forEach(route -> {
            String pattern = pattern(route.path(), routes);
            routing.route(route.method(), pattern, endpoint.apply(route));
            if (route.method().equals(Method.GET)) {
                routing.route(Method.HEAD, pattern, endpoint.apply(route));
            }
        });
        allowed(routes)
                .forEach(
                        (path, allow) -> routing.any(pattern(path, routes), endpoint.apply(otherMethods(path, allow))));
        routing.any(endpoint.apply(Route.get("unknown", _ -> {
                    throw new ProblemException(Problem.notFound("there is nothing at this path"));
                })
                .with(Access.ALWAYS_OPEN)));
        WebServer server = WebServer.builder()
                .host(settings.host())
                .port(settings.port())
                .routing(routing)
                .connectionOptions(options -> options.tcpNoDelay(true))
                .maxPayloadSize(settings.bodyBytesMax())
                .maxTcpConnections(CONNECTIONS_MAX)
                .idleConnectionTimeout(Duration.ofSeconds(60))
                .idleConnectionPeriod(Duration.ofSeconds(5))
                .shutdownGracePeriod(settings.shutdownGrace())
                .shutdownHook(false)
                .addProtocol(Http1Config.builder()
                        .maxHeadersSize(HEADERS_BYTES_MAX)
                        .maxPrologueLength(PROLOGUE_BYTES_MAX)
                        .sendLog(false)
                        .receiveLog(false)
                        .build())
                .build()
                .start();
        if (!server.isRunning()) {
            // Helidon logs a failed bind and returns.
            throw new AddressInUse(settings.host(), settings.port());
        }
        return new HttpServer(server);
    }

    /**
     * The pattern that Helidon matches with the decoded path. A parameter at the end takes all the rest, since an id may
     * contain slashes (sent as {@code %2F}), unless other paths go on below it.
     */
    private static String pattern(String path, List<Route> routes) {
        boolean goesOn = routes.stream().anyMatch(route -> route.path().startsWith(path + "/"));
        return goesOn ? path : path.replaceFirst("\\{(\\w+)}$", "{+$1}");
    }

    private static Route otherMethods(String path, String allow) {
        return new Route(Method.OPTIONS, path, Access.ALWAYS_OPEN, call -> {
            if (call.method().equals(Method.OPTIONS.text())) {
                return Answer.noContent().header("Allow", allow);
            }
            throw new ProblemException(Problem.methodNotAllowed(allow));
        });
    }

    private static Map<String, String> allowed(List<Route> routes) {
        Map<String, String> byPath = routes.stream()
                .collect(Collectors.groupingBy(
                        Route::path,
                        LinkedHashMap::new,
                        Collectors.mapping(route -> route.method().text(), Collectors.joining(", "))));
        byPath.replaceAll((_, methods) -> methods.replace("GET", "GET, HEAD") + ", OPTIONS");
        return byPath;
    }

    /** The port that is bound. */
    public int port() {
        return server.port();
    }

    /** Takes no new requests and lets running ones end within the grace period. */
    @Override
    public void close() {
        server.stop();
    }
}
