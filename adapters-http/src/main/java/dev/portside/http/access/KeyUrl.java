package dev.portside.http.access;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A JWK set behind a URL; redirects are not followed, and the fetch as a whole ends within its time. */
record KeyUrl(URI url, HttpClient client, Duration fetchMax) implements KeySource {
    private static final Duration FETCH_MAX = Duration.ofSeconds(3);

    KeyUrl(URI url) {
        this(url, FETCH_MAX);
    }

    KeyUrl(URI url, Duration fetchMax) {
        this(
                url,
                HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(fetchMax)
                        .build(),
                fetchMax);
    }

    @Override
    public String read() throws IOException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Accept", "application/jwk-set+json, application/json")
                .build();
        CompletableFuture<HttpResponse<String>> fetch = client.sendAsync(
                request, BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), BYTES_MAX));
        try {
            HttpResponse<String> response = fetch.get(fetchMax.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                throw new IOException("answered " + response.statusCode());
            }
            return response.body();
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("could not be fetched within " + fetchMax, e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        } finally {
            fetch.cancel(true);
        }
    }
}
