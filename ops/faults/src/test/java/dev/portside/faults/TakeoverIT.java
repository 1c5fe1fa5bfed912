package dev.portside.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.faults.fleet.Fleet;
import dev.portside.faults.fleet.Instance;
import dev.portside.faults.fleet.Until;
import dev.portside.faults.load.AtOnce;
import dev.portside.faults.load.Caller;
import dev.portside.faults.load.Reply;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The tasks of an instance that was killed are taken over by the others. */
@Timeout(120)
class TakeoverIT {
    private static final Duration TAKEOVER_TIME_MAX = Duration.ofSeconds(10);

    /** Enough that some are on every instance's lanes. */
    private static final int TASKS = 300;

    @Test
    void tasksOfAKilledInstanceEndWithinTenSeconds() throws InterruptedException {
        Fleet fleet = SharedFleet.ready();
        Instance killed = fleet.instances().getFirst();
        Instance other = fleet.instances().getLast();
        try (Caller caller = new Caller(Duration.ofSeconds(40))) {
            // Those that started sooner have all lanes at first, and give it its share at their next heartbeat.
            Until.holds(() -> "the instance has lanes", TAKEOVER_TIME_MAX, () -> lanes(caller, killed) > 0);
            List<String> tasks = new ArrayList<>(insert(caller, killed, "before"));
            Instant died = Instant.now();
            killed.kill();
            tasks.addAll(insert(caller, other, "after"));
            List<Duration> waits = new ArrayList<>();
            for (String task : tasks) {
                JsonNode ended = ended(caller, other, task);
                assertThat(ended.get("status").stringValue()).isEqualTo("applied");
                waits.add(Duration.between(
                        died, Instant.parse(ended.get("finished_at").stringValue())));
            }
            Duration longest = waits.stream().max(Duration::compareTo).orElseThrow();
            System.out.println("TakeoverIT: the last task of " + waits.size() + " ended " + longest.toMillis()
                    + " ms after the kill");
            assertThat(longest).isLessThanOrEqualTo(TAKEOVER_TIME_MAX);
            assertThat(waits)
                    .as("some were on the lanes of the killed one")
                    .anyMatch(wait -> wait.compareTo(Duration.ofSeconds(2)) > 0);
        } finally {
            killed.revive();
        }
    }

    private static List<String> insert(Caller caller, Instance instance, String when) throws InterruptedException {
        Queue<String> tasks = new ConcurrentLinkedQueue<>();
        AtOnce.run(TASKS, i -> {
            Reply reply = caller.post(
                    instance, "/insert", "{\"id\":\"takeover-" + when + "-" + i + "\",\"value\":" + i + "}");
            if (reply instanceof Reply.Answered(int status, HttpHeaders _, String body, Duration _)) {
                assertThat(status).as(body).isEqualTo(202);
                tasks.add(JsonMapper.shared().readTree(body).get("task_id").stringValue());
            }
        });
        assertThat(tasks).hasSize(TASKS);
        return List.copyOf(tasks);
    }

    private static int lanes(Caller caller, Instance instance) {
        return json(caller.get(instance, "/health/records"))
                .at("/details/lanes")
                .intValue();
    }

    private static JsonNode ended(Caller caller, Instance instance, String task) {
        return json(caller.get(instance, "/tasks/" + task, "Prefer", "wait=30"));
    }

    private static JsonNode json(Reply reply) {
        assertThat(reply).isInstanceOf(Reply.Answered.class);
        return JsonMapper.shared().readTree(((Reply.Answered) reply).body());
    }
}
