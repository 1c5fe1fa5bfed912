package dev.portside.faults.load;

import dev.portside.faults.fleet.Instance;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Sends requests, each once: the JDK's client repeats none that has a body. */
public final class Caller implements AutoCloseable {
    private static final Duration CONNECT_TIME_MAX = Duration.ofSeconds(2);

    private final HttpClient client;
    private final Duration patience;

    /** @param patience how long an answer may take */
    public Caller(Duration patience) {
        this.patience = patience;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIME_MAX)
                .build();
    }

    /** @param headers names and values in turn */
    public Reply get(Instance instance, String path, String... headers) {
        return send(HttpRequest.newBuilder(instance.uri(path)), headers);
    }

    /** @param json the body */
    public Reply post(Instance instance, String path, String json, String... headers) {
        return send("POST", instance, path, json, headers);
    }

    /** @param json the body */
    public Reply put(Instance instance, String path, String json, String... headers) {
        return send("PUT", instance, path, json, headers);
    }

    private Reply send(String method, Instance instance, String path, String json, String... headers) {
        return send(
                HttpRequest.newBuilder(instance.uri(path))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(json)),
                headers);
    }

    private Reply send(HttpRequest.Builder request, String... headers) {
        if (headers.length > 0) {
            request.headers(headers);
        }
        long start = System.nanoTime();
        try {
            HttpResponse<String> response =
                    client.send(request.timeout(patience).build(), HttpResponse.BodyHandlers.ofString());
            return new Reply.Answered(response.statusCode(), response.headers(), response.body(), since(start));
        } catch (ConnectException | HttpConnectTimeoutException _) {
            return new Reply.NotSent(since(start));
        } catch (IOException e) {
            return new Reply.Unanswered(e.toString(), since(start));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
