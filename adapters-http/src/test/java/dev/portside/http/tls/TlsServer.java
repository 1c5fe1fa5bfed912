package dev.portside.http.tls;

import dev.portside.http.Answer;
import dev.portside.http.EverybodyPasses;
import dev.portside.http.HttpServer;
import dev.portside.http.HttpSettings;
import dev.portside.http.ReadyAnswers;
import dev.portside.http.Route;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;

/** A server with a route of each kind, encrypted or not. */
final class TlsServer {
    static final int BODY_BYTES_MAX = 1 << 20;

    private TlsServer() {}

    static HttpServer start(Optional<Supplier<SSLEngine>> tls, Duration requestTimeout) {
        ReadyAnswers hot = new ReadyAnswers(Answer.ok(Answer.JSON, "\"hot\"").etag("tag"));
        List<Route> routes = List.of(
                Route.get("/hot", _ -> hot.answer()).shortcut((_, _) -> Optional.of(() -> hot)),
                Route.get("/ordinary", _ -> Answer.ok(Answer.JSON, "\"ordinary\"")),
                Route.post("/echo", call -> Answer.ok(Answer.JSON, call.body())));
        HttpSettings plain = new HttpSettings("127.0.0.1", 0, BODY_BYTES_MAX, requestTimeout, Duration.ofSeconds(5));
        return HttpServer.start(
                routes,
                tls.map(plain::over).orElse(plain),
                new EverybodyPasses(),
                (_, _, _, _) -> {},
                Optional.empty(),
                UUID::randomUUID);
    }
}
