package dev.portside.bootstrap;

import static dev.portside.bootstrap.RunningPortside.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portside.bootstrap.RunningPortside.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What an operator does with work that died. */
class DeadLettersStoryTest {
    private static final String LETTERS = "/api/dead-letters";
    private static final String ORDER_LETTERS = LETTERS + "?source=orders";

    @Test
    void lettersAreListedReadRequeuedAndDiscarded() {
        try (RunningPortside portside = RunningPortside.start()) {
            assertThat(get(portside, LETTERS).http().body()).isEqualTo("[]");
            die(portside, 3);
            assertThat(get(portside, LETTERS + "?source=products").http().body())
                    .isEqualTo("[]");

            String id = get(portside, ORDER_LETTERS).json().get(0).get("id").stringValue();
            Reply letter = get(portside, LETTERS + "/" + id);
            assertThat(letter.json().get("payload").stringValue()).isEqualTo("unreadable 0");
            assertThat(letter.json().get("source").stringValue()).isEqualTo("orders");
            assertThat(letter.json().get("error").stringValue()).isNotBlank();
            assertThat(portside.get(LETTERS + "/" + id, as("admin", "If-None-Match", letter.header("ETag")))
                            .status())
                    .isEqualTo(304);

            Reply requeued = portside.post(LETTERS + "/" + id + "/requeue", "", as("admin"));
            assertThat(requeued.json().get("status").stringValue()).isEqualTo("requeued");
            await().until(() -> get(portside, ORDER_LETTERS).json().size() == 3);

            String last = get(portside, ORDER_LETTERS).json().get(2).get("id").stringValue();
            assertThat(portside.delete(LETTERS + "/" + last, as("admin")).status())
                    .isEqualTo(204);
            assertThat(portside.delete(LETTERS + "/" + last, as("admin")).status())
                    .isEqualTo(404);
            assertThat(portside.post(LETTERS + "/" + last + "/requeue", "", as("admin"))
                            .status())
                    .isEqualTo(404);
            assertThat(get(portside, LETTERS + "/" + last).status()).isEqualTo(404);
            assertThat(get(portside, ORDER_LETTERS).json()).hasSize(2);
        }
    }

    @Test
    void manyAreCountedAndThenRequeuedInOneCall() {
        try (RunningPortside portside = RunningPortside.start()) {
            die(portside, 20);
            JsonNode dry = requeueAll(portside, "{\"source\":\"orders\",\"dry_run\":true}");
            assertThat(dry.toString()).isEqualTo("{\"dry_run\":true,\"matched\":20,\"requeued\":0,\"failed\":0}");
            assertThat(requeueAll(portside, "{\"source\":\"users\"}")
                            .get("matched")
                            .intValue())
                    .isZero();
            JsonNode part = requeueAll(portside, "{\"limit\":5}");
            assertThat(part.get("requeued").intValue()).isEqualTo(5);
            await().until(() -> get(portside, ORDER_LETTERS).json().size() == 20);
            assertThat(requeueAll(portside, "{}").get("requeued").intValue()).isEqualTo(20);
            await().until(() -> get(portside, ORDER_LETTERS).json().size() == 20);
        }
    }

    @Test
    void thoseThatWereChosenAreRequeuedAndNoOthers() {
        try (RunningPortside portside = RunningPortside.start()) {
            die(portside, 4);
            List<String> ids = get(portside, LETTERS).json().findValuesAsString("id");
            String chosen = "\"ids\":[\"" + ids.get(2) + "\",\"" + ids.get(0) + "\",\"unknown\"]";
            assertThat(requeueAll(portside, "{" + chosen + ",\"dry_run\":true}").toString())
                    .isEqualTo("{\"dry_run\":true,\"matched\":2,\"requeued\":0,\"failed\":0}");
            assertThat(requeueAll(portside, "{" + chosen + ",\"source\":\"users\"}")
                            .get("requeued")
                            .intValue())
                    .isZero();
            assertThat(requeueAll(portside, "{" + chosen + "}").get("requeued").intValue())
                    .isEqualTo(2);
            await().until(() -> get(portside, LETTERS).json().size() == 4);
            assertThat(get(portside, LETTERS).json().findValuesAsString("id")).contains(ids.get(1), ids.get(3));
        }
    }

    @Test
    void eachActionThatTookEffectLeavesALineInTheLog() {
        try (RunningPortside portside = RunningPortside.start();
                AuditLog log = new AuditLog()) {
            die(portside, 3);
            String id = get(portside, LETTERS).json().get(0).get("id").stringValue();
            requeueAll(portside, "{\"source\":\"orders\",\"dry_run\":true}");
            assertThat(log.lines()).isEmpty();
            portside.delete(LETTERS + "/" + id, as("admin"));
            portside.delete(LETTERS + "/" + id, as("admin"));
            requeueAll(portside, "{\"source\":\"orders\"}");
            portside.put("/api/bucket/plans/a%0Ab", "{\"capacity\":5,\"refill_per_second\":1}", as("admin"));
            portside.delete("/api/bucket/plans/a%0Ab", as("admin"));
            assertThat(log.lines())
                    .map(line -> line.replaceFirst(" \\(request .*\\)$", ""))
                    .containsExactly(
                            "me discarded 1 dead letter, " + id,
                            "me requeued 2 dead letters of orders, 0 failed",
                            "me made 1 plan, of 'a?b'",
                            "me removed 1 plan, of 'a?b'");
        }
    }

    @Test
    void theListIsPagedByItsLinks() {
        try (RunningPortside portside = RunningPortside.start()) {
            die(portside, 5);
            List<String> all = get(portside, LETTERS).json().findValuesAsString("id");
            assertThat(all).hasSize(5).isSorted();
            Reply page = get(portside, LETTERS + "?source=orders&limit=2");
            List<String> seen = page.json().findValuesAsString("id");
            while (!page.header("Link").isEmpty()) {
                page = get(portside, page.header("Link").replaceFirst("^<(.*)>; rel=\"next\"$", "$1"));
                seen.addAll(page.json().findValuesAsString("id"));
            }
            assertThat(seen).isEqualTo(all);
        }
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        try (RunningPortside portside = RunningPortside.start()) {
            for (String query : List.of("source=nothing", "source=ORDERS", "limit=0", "limit=1001", "limit=x")) {
                assertThat(get(portside, LETTERS + "?" + query).status())
                        .as(query)
                        .isEqualTo(400);
            }
            Reply refused = portside.post(
                    LETTERS + "/requeue",
                    "{\"source\":\"nothing\",\"ids\":[1],\"limit\":0,\"dry_run\":1}",
                    as("admin"));
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().get("errors"))
                    .extracting(fault -> fault.get("pointer").stringValue())
                    .containsExactly("/source", "/ids", "/limit", "/dry_run");
        }
    }

    @Test
    void onlyAdministratorsMayTouchThem() {
        try (RunningPortside portside = RunningPortside.start()) {
            assertThat(portside.post(LETTERS + "/requeue", "{}").status()).isEqualTo(401);
            assertThat(portside.get(LETTERS).status()).isEqualTo(401);
            assertThat(portside.get(LETTERS, as("todos:write")).status()).isEqualTo(403);
        }
    }

    private static void die(RunningPortside portside, int count) {
        for (int i = 0; i < count; i++) {
            portside.post("/api/test/orders", "unreadable " + i);
        }
        await().until(() -> get(portside, ORDER_LETTERS).json().size() == count);
    }

    private static Reply get(RunningPortside portside, String path) {
        return portside.get(path, as("admin"));
    }

    private static JsonNode requeueAll(RunningPortside portside, String filter) {
        return portside.post(LETTERS + "/requeue", filter, as("admin")).json();
    }
}
