package dev.portside.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portside.bootstrap.RunningPortside.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Todos as their clients see them. */
@ParameterizedClass
@EnumSource
class TodosStoryTest {
    enum Backends {
        MEMORY,
        REAL
    }

    private final RunningPortside portside;

    TodosStoryTest(Backends backends) {
        portside = switch (backends) {
            case MEMORY -> RunningPortside.start();
            case REAL -> RunningPortside.onPostgres(Map.of());
        };
        await().until(() -> portside.get("/health/todos").status() == 200);
    }

    @AfterEach
    void stop() {
        portside.close();
    }

    private static String[] writer(String... headers) {
        return RunningPortside.as("todos:write", headers);
    }

    private Reply create(String title, String... headers) {
        Reply accepted = portside.post("/todos", "{\"title\":\"" + title + "\"}", writer(headers));
        assertThat(accepted.status()).isEqualTo(202);
        return accepted;
    }

    private static String path(Reply accepted) {
        return "/todos/" + accepted.json().get("id").stringValue();
    }

    private JsonNode ended(Reply accepted) {
        assertThat(accepted.status()).isEqualTo(202);
        return portside.get(accepted.header("Location"), "Prefer", "wait=10").json();
    }

    private String statusOf(Reply accepted) {
        return ended(accepted).get("status").stringValue();
    }

    private List<String> titles(String path) {
        List<String> titles = new ArrayList<>();
        portside.get(path).json().forEach(todo -> titles.add(todo.get("title").stringValue()));
        return titles;
    }

    @Test
    void aTodoIsCreatedReadChangedAndDeleted() {
        Reply created = create("milk");
        assertThat(created.json().get("status").stringValue()).isEqualTo("accepted");
        assertThat(ended(created).get("kind").stringValue()).isEqualTo("todo.create");
        JsonNode health = portside.get("/health/todos").json().get("details");
        assertThat(health.path("redis")
                        .booleanValue(health.get("backend").stringValue().equals("memory")))
                .isTrue();

        Reply read = portside.get(path(created));
        assertThat(read.json().propertyNames()).containsExactly("id", "title", "completed", "created_at", "updated_at");
        assertThat(read.json().get("completed").booleanValue()).isFalse();
        assertThat(portside.get(path(created), "If-None-Match", read.header("ETag"))
                        .status())
                .isEqualTo(304);

        assertThat(statusOf(portside.put(path(created), "{\"completed\":true}", writer())))
                .isEqualTo("applied");
        JsonNode changed = portside.get(path(created)).json();
        assertThat(changed.get("title").stringValue()).isEqualTo("milk");
        assertThat(changed.get("completed").booleanValue()).isTrue();
        assertThat(changed.get("created_at")).isEqualTo(read.json().get("created_at"));

        assertThat(statusOf(portside.delete(path(created), writer()))).isEqualTo("applied");
        assertThat(portside.get(path(created)).status()).isEqualTo(404);
        assertThat(portside.get("/todos").http().body()).isEqualTo("[]");
        Reply late = portside.put(path(created), "{\"title\":\"bread\"}", writer());
        assertThat(ended(late).get("reason").stringValue()).isEqualTo("not found");
    }

    @Test
    void theListIsNewestFirstAndNeverStaleOnceAWriteIsApplied() {
        for (int i = 0; i < 25; i++) {
            assertThat(statusOf(create("todo " + i))).isEqualTo("applied");
            assertThat(titles("/todos?limit=1")).containsExactly("todo " + i);
        }
        assertThat(titles("/todos"))
                .hasSize(25)
                .startsWith("todo 24", "todo 23")
                .endsWith("todo 0");
    }

    @Test
    void linksLeadThroughAllPages() {
        for (int i = 0; i < 26; i++) {
            statusOf(create("todo " + i));
        }
        List<String> all = new ArrayList<>();
        String next = "/todos?limit=10";
        while (!next.isEmpty()) {
            Reply page = portside.get(next);
            page.json().forEach(todo -> all.add(todo.get("title").stringValue()));
            assertThat(portside.get(next, "If-None-Match", page.header("ETag")).status())
                    .isEqualTo(304);
            next = page.header("Link").replaceAll("^<|>.*$", "");
        }
        assertThat(all).hasSize(26).startsWith("todo 25").endsWith("todo 0");
    }

    @Test
    void aPageCanBeAskedForInManyWays() {
        statusOf(create("milk"));
        Reply plain = portside.get("/todos");
        for (String same : List.of("/todos?limit=100", "/todos?limit=0100", "/todos?limit=%31%30%30", "/todos?x=y")) {
            Reply reply = portside.get(same);
            assertThat(reply.http().body()).as(same).isEqualTo(plain.http().body());
            assertThat(reply.header("ETag")).as(same).isEqualTo(plain.header("ETag"));
        }
        assertThat(portside.get("/todos", "X-Request-Id", "mine").header("X-Request-Id"))
                .isEqualTo("mine");
        assertThat(portside.get("/todos").header("X-Request-Id")).isNotEqualTo(plain.header("X-Request-Id"));
        Reply head = portside.send("HEAD", "/todos");
        assertThat(head.header("Content-Length")).isEqualTo(plain.header("Content-Length"));
        assertThat(head.header("ETag")).isEqualTo(plain.header("ETag"));
        assertThat(head.http().body()).isEmpty();
        assertThat(portside.get("/todos", "If-None-Match", plain.header("ETag")).status())
                .isEqualTo(304);
    }

    @Test
    void whatCannotBeReadIsRefused() {
        for (String bad : List.of(
                "limit=0",
                "limit=1001",
                "limit=",
                "limit=x",
                "limit=-1",
                "limit=99999",
                "after=x",
                "limit=1&limit=2")) {
            assertThat(portside.get("/todos?" + bad).status()).as(bad).isEqualTo(400);
        }
        Reply faults = portside.post("/todos", "{\"title\":\"\",\"completed\":1}", writer());
        assertThat(faults.status()).isEqualTo(400);
        assertThat(faults.json().get("errors")).hasSize(2);
        assertThat(portside.post("/todos", "{\"title\":\"" + "x".repeat(501) + "\"}", writer())
                        .status())
                .isEqualTo(400);
        String unknown = "/todos/018f3b1c-0000-7000-8000-000000000000";
        assertThat(portside.put(unknown, "{}", writer()).status()).isEqualTo(400);
        assertThat(portside.get("/todos/x").status()).isEqualTo(404);
        assertThat(portside.put("/todos/x", "{\"title\":\"milk\"}", writer()).status())
                .isEqualTo(404);
    }

    @Test
    void writesNeedTheirRole() {
        assertThat(portside.post("/todos", "{\"title\":\"milk\"}").status()).isEqualTo(401);
        assertThat(portside.post("/todos", "{\"title\":\"milk\"}", RunningPortside.as("admin"))
                        .status())
                .isEqualTo(403);
        assertThat(portside.get("/todos", "Authorization", "Bearer a.b.c").status())
                .isEqualTo(401);
        assertThat(portside.get("/todos", writer()).status()).isEqualTo(200);
    }

    @Test
    void everyReadNeedsATokenWhenAllCallsDo() {
        try (RunningPortside guarded = RunningPortside.start(Map.of("AUTH_MODE", "all"))) {
            assertThat(guarded.get("/todos").status()).isEqualTo(401);
            assertThat(guarded.get("/todos", writer()).status()).isEqualTo(200);
        }
    }

    @Test
    void aChangeBasedOnAnOldVersionIsRefusedAtOnceOrRejectedWhenItIsOvertaken() {
        Reply created = create("milk");
        statusOf(created);
        String tag = portside.get(path(created)).header("ETag");
        Reply first = portside.put(path(created), "{\"title\":\"bread\"}", writer("If-Match", tag));
        assertThat(statusOf(first)).isEqualTo("applied");

        assertThat(portside.put(path(created), "{\"title\":\"eggs\"}", writer("If-Match", tag))
                        .status())
                .isEqualTo(412);
        assertThat(portside.delete(path(created), writer("If-Match", tag)).status())
                .isEqualTo(412);
        assertThat(titles("/todos")).containsExactly("bread");
        String now = portside.get(path(created)).header("ETag");
        assertThat(statusOf(portside.delete(path(created), writer("If-Match", now))))
                .isEqualTo("applied");
    }

    @Test
    void aRepeatedKeyNamesTheSameTodoAndHasOneEffect() {
        Reply first = create("milk", "Idempotency-Key", "k1");
        Reply second = create("milk", "Idempotency-Key", "k1");
        assertThat(path(second)).isEqualTo(path(first));
        assertThat(statusOf(first)).isEqualTo("applied");
        assertThat(statusOf(second)).isEqualTo("applied");
        assertThat(titles("/todos")).containsExactly("milk");

        Reply other = create("bread", "Idempotency-Key", "k1");
        assertThat(path(other)).isEqualTo(path(first));
        assertThat(ended(other).get("reason").stringValue())
                .isEqualTo("this idempotency key came before with another body");
        assertThat(titles("/todos")).containsExactly("milk");
    }
}
