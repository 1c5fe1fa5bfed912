package dev.portside.bootstrap;

import dev.portside.bootstrap.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Portside in this process, bound to memory, on a free port; and a client for it. */
public final class RunningPortside implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Portside portside;
    private final HttpClient client = HttpClient.newHttpClient();

    private RunningPortside(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("REPOSITORY_TYPE", "mock", "HOST", "127.0.0.1", "PORT", "0"));
        all.putAll(settings);
        this.portside = Portside.start(Settings.read(all::get));
    }

    public static RunningPortside start() {
        return new RunningPortside(Map.of());
    }

    /** @param settings added to the presets of memory bindings and a free port */
    public static RunningPortside start(Map<String, String> settings) {
        return new RunningPortside(settings);
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + portside.port() + path);
    }

    public int port() {
        return portside.port();
    }

    public Reply get(String path, String... headers) {
        return send("GET", path, HttpRequest.BodyPublishers.noBody(), headers);
    }

    /** @param json the body; it is sent with its media type */
    public Reply post(String path, String json, String... headers) {
        return send("POST", path, HttpRequest.BodyPublishers.ofString(json), headers);
    }

    public Reply put(String path, String json, String... headers) {
        return send("PUT", path, HttpRequest.BodyPublishers.ofString(json), headers);
    }

    public Reply delete(String path, String... headers) {
        return send("DELETE", path, HttpRequest.BodyPublishers.noBody(), headers);
    }

    private Reply send(String method, String path, HttpRequest.BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).method(method, body);
        if (body.contentLength() != 0) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new Reply(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Stops as SIGTERM does. */
    @Override
    public void close() {
        portside.close();
        client.close();
    }

    /** An answer. */
    public record Reply(HttpResponse<String> http) {
        public int status() {
            return http.statusCode();
        }

        public JsonNode json() {
            return JSON.readTree(http.body());
        }

        /** The header's value, or the empty text. */
        public String header(String name) {
            return http.headers().firstValue(name).orElse("");
        }
    }
}
