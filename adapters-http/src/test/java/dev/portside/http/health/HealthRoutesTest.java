package dev.portside.http.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portside.domain.shared.ComponentHealth;
import dev.portside.http.Caller;
import dev.portside.http.HttpServer;
import dev.portside.http.HttpSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthRoutesTest {
    private static final Supplier<ComponentHealth> GOOD =
            () -> new ComponentHealth("pears", true, Map.of("stored", 3, "backend", "memory"));

    private volatile boolean warm = true;
    private final Lifecycle lifecycle = new Lifecycle(() -> warm);
    private final AtomicReference<Supplier<ComponentHealth>> apples = new AtomicReference<>(GOOD);
    private final CountDownLatch release = new CountDownLatch(1);
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;

    @BeforeEach
    void start() {
        Map<String, Supplier<ComponentHealth>> components = new LinkedHashMap<>();
        components.put("pears", GOOD);
        components.put("apples", () -> apples.get().get());
        HealthRoutes health = new HealthRoutes(components, lifecycle);
        server = HttpServer.start(
                Stream.of(health.routes(), health.probes())
                        .flatMap(List::stream)
                        .toList(),
                new HttpSettings("127.0.0.1", 0, 1024, Duration.ofSeconds(5), Duration.ofSeconds(5)),
                (_, _) -> Caller.ANONYMOUS,
                (_, _, _, _) -> {},
                Optional.empty(),
                UUID::randomUUID);
    }

    @AfterEach
    void stop() {
        release.countDown();
        client.close();
        server.close();
    }

    @Test
    void isHealthyWhenAllComponentsAre() throws Exception {
        HttpResponse<String> all = get("/health");
        assertThat(all.statusCode()).isEqualTo(200);
        assertThat(all.body())
                .isEqualTo("{\"status\":\"healthy\",\"components\":{"
                        + "\"pears\":{\"status\":\"healthy\",\"details\":{\"backend\":\"memory\",\"stored\":3}},"
                        + "\"apples\":{\"status\":\"healthy\",\"details\":{\"backend\":\"memory\",\"stored\":3}}}}");
        assertThat(get("/health/pears").body())
                .isEqualTo("{\"status\":\"healthy\",\"details\":{\"backend\":\"memory\",\"stored\":3}}");
    }

    @Test
    void isUnhealthyWhenOneComponentIs() throws Exception {
        apples.set(() -> new ComponentHealth("apples", false, Map.of()));
        assertThat(get("/health").statusCode()).isEqualTo(503);
        assertThat(get("/health").body()).startsWith("{\"status\":\"unhealthy\"");
        assertThat(get("/health/apples").statusCode()).isEqualTo(503);
        assertThat(get("/health/pears").statusCode()).isEqualTo(200);
    }

    @Test
    void saysNothingOfTheFaultInACheck() throws Exception {
        apples.set(() -> {
            throw new IllegalStateException("secret");
        });
        HttpResponse<String> answer = get("/health/apples");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("the check failed").doesNotContain("secret");
    }

    @Test
    void knowsNoOtherComponents() throws Exception {
        assertThat(get("/health/plums").statusCode()).isEqualTo(404);
    }

    @Test
    void aCheckThatHangsIsCutAndRunsOnce() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        apples.set(() -> {
            runs.incrementAndGet();
            awaitRelease();
            return GOOD.get();
        });
        long started = System.nanoTime();
        HttpResponse<String> all = get("/health");
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(4));
        assertThat(all.statusCode()).isEqualTo(503);
        assertThat(all.body()).contains("the check takes too long").contains("\"pears\":{\"status\":\"healthy\"");
        assertThat(get("/health/apples").statusCode()).isEqualTo(503);
        assertThat(runs).hasValue(1);
        release.countDown();
        await().until(() -> get("/health/apples").statusCode() == 200);
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void probesFollowTheLifecycle() throws Exception {
        apples.set(() -> new ComponentHealth("apples", false, Map.of()));
        assertThat(probes()).isEqualTo("200 503 503");
        warm = false;
        lifecycle.started();
        assertThat(probes()).isEqualTo("200 503 503");
        warm = true;
        assertThat(probes()).isEqualTo("200 200 200");
        lifecycle.stopping();
        assertThat(probes()).isEqualTo("200 503 200");
        lifecycle.started();
        assertThat(probes()).isEqualTo("200 503 200");
    }

    private String probes() throws IOException, InterruptedException {
        return get("/livez").statusCode() + " " + get("/readyz").statusCode() + " "
                + get("/startupz").statusCode();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
