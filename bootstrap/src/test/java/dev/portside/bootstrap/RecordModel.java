package dev.portside.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.bootstrap.RunningPortside.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** One record changed at random by one client at a time, and what must have become of it. */
final class RecordModel {
    /** @param reason empty when it must have been applied */
    private record Sent(String task, String verb, String reason) {}

    private final String id;
    private final SplittableRandom random;
    private final List<Sent> sent = new ArrayList<>();
    private Optional<String> value = Optional.empty();
    private int version;

    RecordModel(String id, SplittableRandom random) {
        this.id = id;
        this.random = random;
    }

    int tasks() {
        return sent.size();
    }

    long rejected() {
        return sent.stream().filter(task -> !task.reason.isEmpty()).count();
    }

    /** Asks for one more change, and does it here too. */
    void change(RunningPortside portside) {
        String next = "{\"n\":" + sent.size() + ",\"price\":" + random.nextInt(100) + ".50}";
        switch (random.nextInt(3)) {
            case 0 -> insert(portside, next);
            case 1 -> update(portside, next);
            default -> delete(portside);
        }
    }

    private void insert(RunningPortside portside, String next) {
        send(portside, "insert", withValue(next), value.isPresent() ? "already exists" : "");
        if (value.isEmpty()) {
            value = Optional.of(next);
            version = 1;
        }
    }

    private void update(RunningPortside portside, String next) {
        send(portside, "update", withValue(next), value.isPresent() ? "" : "not found");
        if (value.isPresent()) {
            value = Optional.of(next);
            version++;
        }
    }

    private void delete(RunningPortside portside) {
        send(portside, "delete", "{\"id\":\"" + id + "\"}", value.isPresent() ? "" : "not found");
        value = Optional.empty();
    }

    private String withValue(String next) {
        return "{\"id\":\"" + id + "\",\"value\":" + next + "}";
    }

    private void send(RunningPortside portside, String verb, String body, String reason) {
        Reply accepted = portside.post("/" + verb, body);
        assertThat(accepted.status()).isEqualTo(202);
        sent.add(new Sent(accepted.header("Location"), verb, reason));
    }

    /** Every task ended as it had to, and the record is what it has to be. */
    void check(RunningPortside portside) {
        for (Sent expected : sent) {
            Reply task = portside.get(expected.task, "Prefer", "wait=30");
            assertThat(task.json().get("kind").stringValue()).isEqualTo("record." + expected.verb);
            assertThat(task.json().get("status").stringValue())
                    .isEqualTo(expected.reason.isEmpty() ? "applied" : "rejected");
            assertThat(task.json().get("reason").stringValue("")).isEqualTo(expected.reason);
        }
        Reply record = portside.get("/get?id=" + id);
        assertThat(record.status()).isEqualTo(value.isPresent() ? 200 : 404);
        value.ifPresent(present -> {
            assertThat(record.http().body()).contains("\"value\":" + present + ",");
            assertThat(record.json().get("version").intValue()).isEqualTo(version);
        });
    }
}
