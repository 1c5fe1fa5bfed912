package dev.portside.benchmark;

import io.helidon.webserver.WebServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/** db-scheduler in a process of its own, which waits to be told when to run. */
public final class PeerServer {
    private PeerServer() {}

    public static void main(String[] arguments) throws SQLException {
        Map<String, String> settings = System.getenv();
        Peer peer = new Peer(Databases.of(settings), PeerSettings.of(settings));
        WebServer server = WebServer.builder()
                .host("127.0.0.1")
                .port(0)
                .routing(routing -> routing.get("/throughput", (request, response) -> {
                    Duration time = Duration.ofSeconds(
                            request.query().first("seconds").asLong().get());
                    long seed = request.query().first("seed").asLong().get();
                    response.send(peer.throughput(time, seed).toText());
                }))
                .build()
                .start();
        System.out.println("db-scheduler waits at http://localhost:" + server.port());
    }
}
