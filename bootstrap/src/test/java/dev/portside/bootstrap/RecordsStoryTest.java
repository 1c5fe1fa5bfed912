package dev.portside.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.bootstrap.RunningPortside.Reply;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A record's life as its client sees it. */
class RecordsStoryTest {
    @Test
    void aRecordIsInsertedReadUpdatedAndDeleted() {
        try (RunningPortside portside = RunningPortside.start()) {
            Reply insert =
                    portside.post("/insert", "{\"id\":\"user_123\",\"value\":{\"name\":\"John\",\"age\":30.50}}");
            assertThat(insert.status()).isEqualTo(202);
            assertThat(insert.json().get("status").stringValue()).isEqualTo("accepted");
            assertThat(insert.header("Location"))
                    .isEqualTo("/tasks/" + insert.json().get("task_id").stringValue());

            assertThat(statusOf(portside, insert)).isEqualTo("applied");
            Reply read = portside.get("/get?id=user_123");
            assertThat(read.status()).isEqualTo(200);
            assertThat(read.http().body()).contains("\"value\":{\"name\":\"John\",\"age\":30.50}");
            assertThat(read.json().get("version").intValue()).isEqualTo(1);
            assertThat(portside.get("/get?id=user_123", "If-None-Match", read.header("ETag"))
                            .status())
                    .isEqualTo(304);

            assertThat(statusOf(portside, portside.post("/insert", "{\"id\":\"user_123\",\"value\":1}")))
                    .isEqualTo("rejected");
            assertThat(statusOf(portside, portside.post("/update", "{\"id\":\"user_123\",\"value\":[]}")))
                    .isEqualTo("applied");
            Reply updated = portside.get("/get?id=user_123", "If-None-Match", read.header("ETag"));
            assertThat(updated.status()).isEqualTo(200);
            assertThat(updated.json().get("version").intValue()).isEqualTo(2);

            assertThat(statusOf(portside, portside.post("/delete", "{\"id\":\"user_123\"}")))
                    .isEqualTo("applied");
            assertThat(portside.get("/get?id=user_123").status()).isEqualTo(404);
        }
    }

    @Test
    void aTaskTellsWhatBecameOfIt() {
        try (RunningPortside portside = RunningPortside.start()) {
            Reply update = portside.post("/update", "{\"id\":\"nobody\",\"value\":1}");
            Reply ended = portside.get(update.header("Location"), "Prefer", "respond-async, wait=10");
            assertThat(ended.header("Preference-Applied")).isEqualTo("wait=10");
            assertThat(ended.json().get("kind").stringValue()).isEqualTo("record.update");
            assertThat(ended.json().get("status").stringValue()).isEqualTo("rejected");
            assertThat(ended.json().get("reason").stringValue()).isEqualTo("not found");
            assertThat(ended.json().get("finished_at").isNull()).isFalse();
            Reply again = portside.get(update.header("Location"), "If-None-Match", ended.header("ETag"));
            assertThat(again.status()).isEqualTo(304);
            assertThat(again.header("Preference-Applied")).isEmpty();
            assertThat(portside.get("/tasks/unknown", "Prefer", "wait=10").status())
                    .isEqualTo(404);
            assertThat(portside.get("/tasks/" + "x".repeat(101)).status()).isEqualTo(404);
        }
    }

    @Test
    void theStatsCountTasksByStateAndKind() {
        try (RunningPortside portside =
                RunningPortside.start(Map.of("INBOX_WORKER_COUNT", "7", "INBOX_BATCH_SIZE", "20"))) {
            statusOf(portside, portside.post("/insert", "{\"id\":\"a\",\"value\":1}"));
            statusOf(portside, portside.post("/insert", "{\"id\":\"a\",\"value\":2}"));
            statusOf(portside, portside.post("/delete", "{\"id\":\"a\"}"));
            JsonNode stats = portside.get("/stats").json();
            assertThat(stats.at("/tasks/by_status/applied").intValue()).isEqualTo(2);
            assertThat(stats.at("/tasks/by_status/rejected").intValue()).isEqualTo(1);
            assertThat(stats.at("/tasks/by_kind/record.insert/applied").intValue())
                    .isEqualTo(1);
            assertThat(stats.at("/tasks/by_kind/record.insert/rejected").intValue())
                    .isEqualTo(1);
            assertThat(stats.at("/tasks/by_kind/record.delete/applied").intValue())
                    .isEqualTo(1);
            assertThat(stats.get("oldest_unfinished_seconds").doubleValue()).isZero();
            assertThat(stats.get("workers").intValue()).isEqualTo(7);
            assertThat(stats.get("batch_size").intValue()).isEqualTo(20);
            Awaitility.await().untilAsserted(() -> assertRates(portside, 0.05, 0.033, 0.017));
        }
    }

    /** A worker counts what ended after it stored that, so that the counts follow what callers were told. */
    private static void assertRates(RunningPortside portside, double accepted, double applied, double rejected) {
        JsonNode rates = portside.get("/stats").json().get("per_second");
        assertThat(rates.get("accepted").doubleValue()).isEqualTo(accepted);
        assertThat(rates.get("applied").doubleValue()).isEqualTo(applied);
        assertThat(rates.get("rejected").doubleValue()).isEqualTo(rejected);
        assertThat(rates.get("dead").doubleValue()).isZero();
    }

    /** Without the inbox role nobody works, so that the task stays pending. */
    @Test
    void whoWaitsForATaskIsAnsweredWhenTheServiceStops() throws Exception {
        try (ExecutorService caller = Executors.newVirtualThreadPerTaskExecutor();
                RunningPortside portside = RunningPortside.start(Map.of("ROLES", "api"))) {
            Reply insert = portside.post("/insert", "{\"id\":\"a\",\"value\":1}");
            assertThat(portside.get("/stats")
                            .json()
                            .at("/tasks/by_status/pending")
                            .intValue())
                    .isEqualTo(1);
            Future<Reply> waiting = caller.submit(() -> portside.get(insert.header("Location"), "Prefer", "wait=30"));
            Awaitility.await().until(() -> portside.tasksWaitedFor() == 1);
            assertThat(portside.stop()).isTrue();
            Reply answered = waiting.get(5, TimeUnit.SECONDS);
            assertThat(answered.status()).isEqualTo(200);
            assertThat(answered.json().get("status").stringValue()).isEqualTo("pending");
        }
    }

    private static String statusOf(RunningPortside portside, Reply accepted) {
        Reply task = portside.get(accepted.header("Location"), "Prefer", "wait=10");
        assertThat(task.header("Preference-Applied")).isEqualTo("wait=10");
        return task.json().get("status").stringValue();
    }
}
