package dev.portside.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.bootstrap.RunningPortside.Reply;
import org.junit.jupiter.api.Test;

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
            assertThat(portside.get("/get?id=user_123").json().get("version").intValue())
                    .isEqualTo(2);

            assertThat(statusOf(portside, portside.post("/delete", "{\"id\":\"user_123\"}")))
                    .isEqualTo("applied");
            assertThat(portside.get("/get?id=user_123").status()).isEqualTo(404);
        }
    }

    private static String statusOf(RunningPortside portside, Reply accepted) {
        Reply task = portside.get(accepted.header("Location"), "Prefer", "wait=10");
        assertThat(task.header("Preference-Applied")).isEqualTo("wait=10");
        return task.json().get("status").stringValue();
    }
}
