package dev.portside.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portside.bootstrap.RunningPortside.Reply;
import dev.portside.kafka.memory.TopicRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** A user's life as its client sees it, and as a reader of the topic does. */
@ParameterizedClass
@EnumSource
class UsersStoryTest {
    enum Backends {
        MEMORY,
        REAL
    }

    @Parameter
    private Backends backends;

    private RunningPortside start() {
        return switch (backends) {
            case MEMORY -> RunningPortside.start();
            case REAL -> RunningPortside.onPostgres(Map.of());
        };
    }

    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String TEST_USER = "{\"email\": \"test@example.com\", \"name\": \"Test User\"}";
    private static final String NEW_NAME = "{\"email\":\"test@example.com\",\"name\":\"New Name\"}";

    @Test
    void aUserIsAddedReadAndChangedAndTheTopicTellsOfIt() {
        try (RunningPortside portside = start()) {
            Reply added = portside.post("/api/users", TEST_USER, "traceparent", TRACEPARENT);
            assertThat(added.status()).isEqualTo(201);
            String id = added.json().get("id").stringValue();
            String path = "/api/users/" + id;
            assertThat(added.header("Location")).isEqualTo(path);
            assertThat(added.json().propertyNames()).containsExactly("id", "email", "name", "created_at", "updated_at");

            Reply read = portside.get(path);
            assertThat(read.status()).isEqualTo(200);
            assertThat(read.http().body()).isEqualTo(added.http().body());
            assertThat(read.header("ETag")).isEqualTo(added.header("ETag"));
            assertThat(portside.get(path, "If-None-Match", read.header("ETag")).status())
                    .isEqualTo(304);

            Reply changed = portside.put(path, NEW_NAME, "If-Match", read.header("ETag"));
            assertThat(changed.status()).isEqualTo(200);
            assertThat(changed.json().get("name").stringValue()).isEqualTo("New Name");
            assertThat(portside.put(path, TEST_USER, "If-Match", read.header("ETag"))
                            .status())
                    .isEqualTo(412);
            assertThat(portside.get(path).http().body())
                    .isEqualTo(changed.http().body());

            await().until(() -> portside.userEvents().size() == 2);
            JsonNode outbox = await().until(
                            () -> portside.get("/api/outbox?newest=1", RunningPortside.as("admin"))
                                    .json(),
                            now -> now.get("unsent").intValue() == 0);
            assertThat(outbox.get("newest")).hasSize(1);
            assertThat(outbox.get("newest").get(0).get("type").stringValue()).isEqualTo("user.updated");
            assertThat(outbox.get("newest").get(0).get("user_id").stringValue()).isEqualTo(id);
            List<TopicRecord> events = portside.userEvents();
            assertThat(events).extracting(TopicRecord::key).containsOnly(id);
            assertThat(text(events.getFirst())).isEqualTo(added.http().body());
            assertThat(events.getFirst().headers())
                    .containsEntry("ce_type", "user.created")
                    .containsEntry("ce_time", added.json().get("created_at").stringValue())
                    .containsEntry("traceparent", TRACEPARENT);
            assertThat(text(events.getLast())).isEqualTo(changed.http().body());
            assertThat(events.getLast().headers()).containsEntry("ce_type", "user.updated");
        }
    }

    @Test
    void anAddressBelongsToOneUserWhateverItsCase() {
        try (RunningPortside portside = start()) {
            portside.post("/api/users", TEST_USER);
            assertThat(portside.post("/api/users", "{\"email\":\"TEST@Example.com\",\"name\":\"x\"}")
                            .status())
                    .isEqualTo(409);
            Reply other = portside.post("/api/users", "{\"email\":\"other@example.com\",\"name\":\"x\"}");
            assertThat(portside.put(other.header("Location"), TEST_USER).status())
                    .isEqualTo(409);
        }
    }

    @Test
    void everyFaultOfABodyIsNamedAtOnce() {
        try (RunningPortside portside = start()) {
            Reply added = portside.post("/api/users", TEST_USER);
            for (Reply refused : List.of(
                    portside.post("/api/users", "{\"email\":\"no address\"}"),
                    portside.put(added.header("Location"), "{\"email\":7,\"name\":\"\"}"))) {
                assertThat(refused.status()).isEqualTo(400);
                assertThat(refused.json().get("errors"))
                        .extracting(fault -> fault.get("pointer").stringValue())
                        .containsExactly("/email", "/name");
            }
        }
    }

    @Test
    void whatIsNoUserIsNotFound() {
        try (RunningPortside portside = start()) {
            for (String path : List.of("/api/users/01900000-0000-7000-8000-000000000000", "/api/users/1")) {
                assertThat(portside.get(path).status()).isEqualTo(404);
                assertThat(portside.put(path, TEST_USER).status()).isEqualTo(404);
            }
        }
    }

    @Test
    void aHundredEqualRequestsAtOnceAddOneUser() {
        try (RunningPortside portside = start()) {
            List<Reply> replies = IntStream.range(0, 100)
                    .parallel()
                    .mapToObj(_ -> portside.post("/api/users", TEST_USER, "Idempotency-Key", "\"once\""))
                    .toList();
            assertThat(replies).extracting(Reply::status).containsOnly(201);
            Set<Map<String, String>> answers = replies.stream()
                    .map(reply -> Map.of(
                            "body", reply.http().body(),
                            "etag", reply.header("ETag"),
                            "location", reply.header("Location")))
                    .collect(Collectors.toSet());
            assertThat(answers).hasSize(1);
            assertThat(portside.post("/api/users", NEW_NAME, "Idempotency-Key", "once")
                            .status())
                    .isEqualTo(422);
            await().until(() -> !portside.userEvents().isEmpty());
            assertThat(portside.userEvents()).hasSize(1);
        }
    }

    private static String text(TopicRecord event) {
        return new String(event.value(), StandardCharsets.UTF_8);
    }
}
