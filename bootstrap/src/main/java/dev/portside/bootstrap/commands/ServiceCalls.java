package dev.portside.bootstrap.commands;

import dev.portside.application.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Calls of a running Portside, as somebody. */
final class ServiceCalls implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI service;
    private final String token;

    ServiceCalls(URI service, String token) {
        this.service = service;
        this.token = token;
    }

    JsonNode get(String path) throws InterruptedException {
        return send(path, request(path).GET());
    }

    JsonNode post(String path, ObjectNode body) throws InterruptedException {
        return send(
                path,
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body))));
    }

    void delete(String path) throws InterruptedException {
        JsonNode _ = send(path, request(path).DELETE());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(service.resolve(path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token);
    }

    /** @throws CommandFailed with the service's own words when it refuses, or when there is none */
    private JsonNode send(String path, HttpRequest.Builder request) throws InterruptedException {
        HttpResponse<byte[]> answer;
        try {
            answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException _) {
            throw new CommandFailed("no answer from " + service + ": is the service running there?");
        }
        if (answer.statusCode() / 100 != 2) {
            throw new CommandFailed(path + ": " + answer.statusCode() + " " + reason(answer.body()));
        }
        return answer.body().length == 0 ? Json.object() : Json.tree(answer.body());
    }

    private static String reason(byte[] problem) {
        try {
            JsonNode read = Json.tree(problem);
            return read.path("detail").asString(read.path("title").asString(""));
        } catch (RuntimeException _) {
            // Not ours.
            return "";
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
