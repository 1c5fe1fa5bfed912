package dev.portside.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/** The record calls, with faults on purpose. Updates are numbered from 1 as they come. */
final class FakeRecords implements AutoCloseable {
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, JsonNode> values = new ConcurrentHashMap<>();
    private final AtomicInteger updates = new AtomicInteger();

    /** What is done with an update that is accepted. */
    interface Faults {
        Faults NONE = (_, value) -> Optional.of(value);

        /** What is kept instead; nothing when it is dropped. */
        Optional<JsonNode> kept(int number, JsonNode value);
    }

    FakeRecords(Faults faults) throws IOException {
        server.setExecutor(threads);
        server.createContext("/livez", exchange -> answer(exchange, 200, "{}"));
        server.createContext("/tasks/", exchange -> answer(exchange, 200, "{\"status\":\"applied\"}"));
        server.createContext("/insert", exchange -> accept(exchange, Optional::of));
        server.createContext("/update", exchange -> {
            int number = updates.incrementAndGet();
            accept(exchange, value -> faults.kept(number, value));
        });
        server.createContext("/get", this::get);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private interface Change {
        Optional<JsonNode> of(JsonNode value);
    }

    private void accept(HttpExchange exchange, Change change) throws IOException {
        JsonNode body = Expected.JSON.readTree(exchange.getRequestBody().readAllBytes());
        String id = body.path("id").asString();
        change.of(body.path("value")).ifPresent(value -> values.put(id, value));
        exchange.getResponseHeaders().set("Location", "/tasks/" + id);
        answer(exchange, 202, "{}");
    }

    private void get(HttpExchange exchange) throws IOException {
        String id = exchange.getRequestURI().getQuery().substring("id=".length());
        JsonNode value = values.get(id);
        if (value == null) {
            answer(exchange, 404, "{}");
        } else {
            answer(exchange, 200, "{\"value\":" + value + "}");
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
