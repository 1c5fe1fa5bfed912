package dev.portside.bootstrap;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Sends order messages to {@code POST /api/test/orders} of a running Portside, one after the other. */
final class OrderPoster implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int TRIES_MAX = 10;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI target;

    OrderPoster(URI base) {
        this.target = base.resolve("/api/test/orders");
    }

    /**
     * Sends one message; while the service is full, waits as it asks and tries again.
     *
     * @return why it was refused, empty when it was accepted
     * @throws CommandFailed when there is no service that takes orders
     */
    Optional<String> post(byte[] payload) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(target)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(payload))
                .build();
        for (int tries = 1; true; tries++) {
            HttpResponse<String> answer = send(request);
            if (answer.statusCode() == 202) {
                return Optional.empty();
            }
            if (answer.statusCode() == 404) {
                throw new CommandFailed(
                        target + " does not exist: start the service with TEST_ENDPOINTS=true or REPOSITORY_TYPE=mock");
            }
            if (answer.statusCode() != 503 || tries == TRIES_MAX) {
                return Optional.of(answer.statusCode() + " " + answer.body());
            }
            Thread.sleep(Duration.ofSeconds(retryAfterSeconds(answer)));
        }
    }

    private HttpResponse<String> send(HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException _) {
            throw new CommandFailed("no answer from " + target + ": is the service running there?");
        }
    }

    private static int retryAfterSeconds(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(seconds -> seconds.matches("\\d{1,3}"))
                .map(Integer::parseInt)
                .orElse(1);
    }

    @Override
    public void close() {
        client.close();
    }
}
