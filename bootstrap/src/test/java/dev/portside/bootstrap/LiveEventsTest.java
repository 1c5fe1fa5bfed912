package dev.portside.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What those who watch are told, and how a stop treats them. */
class LiveEventsTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Test
    void ordersAndFlowsAreToldUntilAStopEndsTheStream() throws Exception {
        try (RunningPortside portside = RunningPortside.start();
                HttpClient client = HttpClient.newHttpClient()) {
            CompletableFuture<Void> listener = listen(client, portside.uri("/api/events"));
            await().until(() -> lines.contains("event: open"));
            portside.post("/api/test/orders", OrdersStoryTest.order(1));
            portside.post("/api/test/orders", OrdersStoryTest.order(1));
            await().until(() -> told("\"name\":\"orders\",\"accepted\":2,\"applied\":2"));
            assertThat(lines.stream().filter("event: order"::equals)).hasSize(1);
            JsonNode summary =
                    JSON.readTree(lines.get(lines.indexOf("event: order") + 2).substring("data: ".length()));
            JsonNode whole = portside.get("/api/orders/story1").json();
            assertThat(summary.get("track_number")).isEqualTo(whole.get("track_number"));
            assertThat(summary.get("payment").get("amount"))
                    .isEqualTo(whole.get("payment").get("amount"));
            assertThat(portside.get("/api/flows").json().get("flows").findValuesAsString("name"))
                    .containsExactly("records", "products", "users", "bucket", "todos", "orders");

            assertThat(portside.stop()).isTrue();
            // It would fail if the stream were cut off.
            listener.get(30, TimeUnit.SECONDS);
        }
    }

    private CompletableFuture<Void> listen(HttpClient client, URI uri) {
        return client.sendAsync(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofLines())
                .thenAccept(answer -> {
                    assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
                    answer.body().forEach(lines::add);
                });
    }

    private boolean told(String part) {
        return lines.stream().anyMatch(line -> line.contains(part));
    }
}
