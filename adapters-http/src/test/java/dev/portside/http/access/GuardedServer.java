package dev.portside.http.access;

import dev.portside.http.Access;
import dev.portside.http.Answer;
import dev.portside.http.Gate;
import dev.portside.http.HttpServer;
import dev.portside.http.HttpSettings;
import dev.portside.http.Route;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server with one route per access rule behind a gate, and a client that sends any bytes. */
final class GuardedServer implements AutoCloseable {
    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)\r\nContent-Length: ([0-9]+)\r\n");

    private final HttpServer server;

    GuardedServer(Gate gate) {
        List<Route> routes = List.of(
                whoAmI("/probe", Access.ALWAYS_OPEN),
                whoAmI("/open", Access.OPEN),
                whoAmI("/todos", Access.TODOS_WRITE),
                whoAmI("/admin", Access.ADMIN));
        HttpSettings settings =
                new HttpSettings("127.0.0.1", 0, 1 << 16, Duration.ofSeconds(10), Duration.ofMillis(100));
        server = HttpServer.start(routes, settings, gate, (_, _, _, _) -> {}, UUID::randomUUID);
    }

    private static Route whoAmI(String path, Access access) {
        return Route.get(path, call -> Answer.ok("text/plain", call.caller().subject()))
                .with(access);
    }

    /** The whole answer to a GET, as text. */
    String get(String path, String... headerLines) {
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String line : headerLines) {
            request.append(line).append("\r\n");
        }
        request.append("\r\n");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            // Latin-1 sends every char below 256 as the one byte that it stands for.
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
            return answer(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String answer(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        String read = "";
        while (!read.endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return read;
            }
            head.write(next);
            read = head.toString(StandardCharsets.UTF_8);
        }
        Matcher length = CONTENT_LENGTH.matcher(read);
        int bytes = length.find() ? Integer.parseInt(length.group(1)) : 0;
        return read + new String(in.readNBytes(bytes), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.close();
    }
}
