package dev.portside.benchmark;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Portside is compared with: a Helidon server that knows one path and sends constant bytes. */
public final class BareServer {
    private static final Header JSON = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json");

    private BareServer() {}

    /** @param arguments the file whose bytes are sent, and the path at which they are */
    public static void main(String[] arguments) throws IOException {
        String path = arguments[1];
        byte[] body = Files.readAllBytes(Path.of(arguments[0]));
        WebServer server = WebServer.builder()
                .host("127.0.0.1")
                .port(0)
                .connectionOptions(options -> options.tcpNoDelay(true))
                .routing(routing -> routing.get(path, (_, response) -> {
                    response.header(JSON);
                    response.send(body);
                }))
                .build()
                .start();
        System.out.println("bare handler serves http://localhost:" + server.port());
    }
}
