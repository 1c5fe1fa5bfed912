package dev.portside.bootstrap.commands;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Sends JSON to one path of a running Portside, one body after the other. */
final class Poster implements OrderTarget {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int TRIES_MAX = 10;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI target;
    private final Optional<String> token;

    /** @param token sent as the bearer token, when there is one */
    Poster(URI target, Optional<String> token) {
        this.target = target;
        this.token = token;
    }

    /**
     * Sends one body; while the service is full, waits as it asks and tries again, ten times in all.
     *
     * @return why it was refused, empty when it was accepted with 202
     * @throws CommandFailed when no service takes such bodies there from this caller, or it stays full
     */
    @Override
    public Optional<String> post(byte[] payload) throws InterruptedException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(target)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(payload));
        token.ifPresent(value -> builder.header("Authorization", "Bearer " + value));
        HttpRequest request = builder.build();
        for (int tries = 1; true; tries++) {
            HttpResponse<String> answer = send(request);
            int status = answer.statusCode();
            if (status == 202) {
                return Optional.empty();
            }
            if (status == 401 || status == 403) {
                throw new CommandFailed(target + " refuses the token: " + answer.body());
            }
            if (status == 404) {
                throw new CommandFailed(
                        target + " does not exist: is another service there, or are its TEST_ENDPOINTS off?");
            }
            if (status != 503) {
                return Optional.of(status + " " + answer.body());
            }
            if (tries == TRIES_MAX) {
                throw new CommandFailed(target + " takes no more, asked " + tries + " times: " + answer.body());
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
