package dev.portside.http.access;

import dev.portside.http.Access;
import dev.portside.http.Answer;
import dev.portside.http.Gate;
import dev.portside.http.HttpServer;
import dev.portside.http.HttpSettings;
import dev.portside.http.RawClient;
import dev.portside.http.Route;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A server with one route per access rule behind a gate, and a client that sends any bytes. */
final class GuardedServer implements AutoCloseable {
    private final HttpServer server;

    GuardedServer(Gate gate) {
        List<Route> routes = List.of(
                whoAmI("/probe", Access.ALWAYS_OPEN),
                whoAmI("/open", Access.OPEN),
                whoAmI("/todos", Access.TODOS_WRITE),
                whoAmI("/admin", Access.ADMIN));
        HttpSettings settings =
                new HttpSettings("127.0.0.1", 0, 1 << 16, Duration.ofSeconds(10), Duration.ofMillis(100));
        server = HttpServer.start(routes, settings, gate, (_, _, _, _) -> {}, Optional.empty(), UUID::randomUUID);
    }

    private static Route whoAmI(String path, Access access) {
        return Route.get(path, call -> Answer.ok("text/plain", call.caller().subject()))
                .with(access);
    }

    /** The whole answer to a GET, as text. */
    String get(String path, String... headerLines) {
        return RawClient.ask(server.port(), "GET", path, headerLines);
    }

    @Override
    public void close() {
        server.close();
    }
}
