package dev.portside.bootstrap;

import dev.portside.bootstrap.settings.Environment;
import dev.portside.bootstrap.settings.Settings;
import dev.portside.conformance.Conformance;
import dev.portside.conformance.Exchange;
import dev.portside.http.Route;
import dev.portside.http.access.SharedSecret;
import dev.portside.http.access.TokenSigner;
import dev.portside.http.access.TokenTerms;
import dev.portside.kafka.memory.TopicRecord;
import dev.portside.postgres.Schema;
import dev.portside.stack.LocalStack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Portside in this process, bound to memory unless it is told otherwise, on a free port; and a client for it, which fails a test when an answer
 * differs from the OpenAPI document.
 */
public final class RunningPortside implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String SECRET = "a secret of 32 bytes, for tests alone";

    private final Portside portside;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Supplier<List<TopicRecord>> userEvents;

    private RunningPortside(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(
                Map.of("REPOSITORY_TYPE", "mock", "HOST", "127.0.0.1", "PORT", "0", "JWT_SECRET", SECRET));
        all.putAll(settings);
        this.portside = Portside.start(Settings.read(Environment.of(all, Path.of("no.env"))));
        this.userEvents = all.containsKey("KAFKA_TOPIC")
                ? new CommittedTopic(all.get("KAFKA_BROKERS"), all.get("KAFKA_TOPIC"))::read
                : portside::userEvents;
    }

    public static RunningPortside start() {
        return new RunningPortside(Map.of());
    }

    /** @param settings added to the presets of memory bindings and a free port */
    public static RunningPortside start(Map<String, String> settings) {
        return new RunningPortside(settings);
    }

    /** Bound to new databases and a new topic of the shared servers. */
    public static RunningPortside onPostgres(Map<String, String> settings) {
        Map<String, String> all = backends();
        all.putAll(settings);
        return new RunningPortside(all);
    }

    /** Settings for new databases and a new topic of the shared servers. */
    public static Map<String, String> backends() {
        Map<String, String> backends = new HashMap<>(Map.of("REPOSITORY_TYPE", "postgres"));
        backends.putAll(MigratedDatabases.fresh(Schema.MAIN).settings("DB_"));
        backends.putAll(MigratedDatabases.fresh(Schema.INBOX).settings("INBOX_DB_"));
        backends.put("KAFKA_BROKERS", LocalStack.shared().kafka().brokers());
        backends.put("KAFKA_TOPIC", "users-" + UUID.randomUUID());
        backends.put("KAFKA_PRODUCT_TOPIC", "products-" + UUID.randomUUID());
        backends.put("KAFKA_TODO_TOPIC", "todos-" + UUID.randomUUID());
        backends.put("KAFKA_PARTITIONS", "4");
        backends.put("NATS_URL", LocalStack.shared().nats().url());
        String stream = LocalStack.shared().nats().freshName("orders");
        backends.put("NATS_STREAM", stream);
        backends.put("NATS_SUBJECT", stream);
        backends.put("REDIS_URL", LocalStack.shared().redis().freshDatabase().toString());
        // A machine that has other things to do is no outage.
        backends.put("RATE_LIMIT_TIMEOUT", "5s");
        return backends;
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + portside.port() + path);
    }

    public int port() {
        return portside.port();
    }

    /** The same instance at the port of those who watch, which must be one of its own. */
    public URI managementUri(String path) {
        return URI.create("http://127.0.0.1:" + portside.managementPort().orElseThrow() + path);
    }

    public List<Route> routes() {
        return portside.routes();
    }

    /** Header names and values that call as somebody with this role, before further ones. */
    public static String[] as(String role, String... headers) {
        return Stream.concat(Stream.of("Authorization", "Bearer " + token(role)), Stream.of(headers))
                .toArray(String[]::new);
    }

    /** A good token with this role. */
    public static String token(String role) {
        return new TokenSigner(new SharedSecret(SECRET), TokenTerms.ANY, InstantSource.system())
                .sign("me", List.of(role), Duration.ofMinutes(10));
    }

    /** How many tasks are waited for by their callers. */
    public int tasksWaitedFor() {
        return portside.tasksWaitedFor();
    }

    /** What reached the topic of user events so far. */
    public List<TopicRecord> userEvents() {
        return userEvents.get();
    }

    public Reply get(String path, String... headers) {
        return send("GET", path, headers);
    }

    /** @param json the body; it is sent with its media type */
    public Reply post(String path, String json, String... headers) {
        return send("POST", path, HttpRequest.BodyPublishers.ofString(json), headers);
    }

    /** @param body sent as JSON, whatever it is */
    public Reply post(String path, byte[] body, String... headers) {
        return send("POST", path, HttpRequest.BodyPublishers.ofByteArray(body), headers);
    }

    public Reply put(String path, String json, String... headers) {
        return send("PUT", path, HttpRequest.BodyPublishers.ofString(json), headers);
    }

    public Reply delete(String path, String... headers) {
        return send("DELETE", path, headers);
    }

    /** A request without a body. */
    public Reply send(String method, String path, String... headers) {
        return send(method, path, HttpRequest.BodyPublishers.noBody(), headers);
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
            HttpResponse<String> reply = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            Conformance.PORTSIDE.check(new Exchange(
                    method, path, reply.statusCode(), reply.headers().map(), reply.body()));
            return new Reply(reply);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Stops as SIGTERM does; true when everything ended well in time. */
    public boolean stop() {
        return portside.stop();
    }

    /** Stops as SIGTERM does, while calls may still be under way. */
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
