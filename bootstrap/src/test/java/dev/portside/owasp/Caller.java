package dev.portside.owasp;

import dev.portside.bootstrap.RunningPortside;
import dev.portside.http.Route;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Calls any route with anything, also one whose answer has no end; so plainly that what is ready to be sent is sent the
 * short way.
 */
final class Caller {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** @param body its beginning when it has no end */
    record Answer(int status, Map<String, List<String>> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), List.of(""))
                    .getFirst();
        }
    }

    private final RunningPortside portside;

    Caller(RunningPortside portside) {
        this.portside = portside;
    }

    /** The path with something in place of its parameters. */
    static String path(Route route) {
        return route.path().replaceAll("\\{.*?}", "x");
    }

    Answer call(Route route, String... headers) {
        return call(route.method().text(), path(route), "", headers);
    }

    Answer call(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(portside.uri(path));
        if (!method.equals("GET")) {
            request.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<InputStream> answer = CLIENT.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream in = answer.body()) {
                boolean endless = answer.headers()
                        .firstValue("Content-Type")
                        .filter("text/event-stream"::equals)
                        .isPresent();
                return new Answer(answer.statusCode(), answer.headers().map(), endless ? first(in) : whole(in));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String whole(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    /** The first event. */
    private static String first(InputStream in) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        while (!text.toString(StandardCharsets.UTF_8).endsWith("\n\n")) {
            text.write(in.read());
        }
        return text.toString(StandardCharsets.UTF_8);
    }
}
