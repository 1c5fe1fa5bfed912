package dev.portside.faults.todos;

import dev.portside.faults.fleet.Instance;
import dev.portside.faults.fleet.Until;
import dev.portside.faults.load.Caller;
import dev.portside.faults.load.Journal;
import dev.portside.faults.load.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Changes one todo again and again, each time after it was told that the last change has been applied. A change of which
 * nobody says whether it was accepted may still come, however late; so the writer leaves its todo there, and makes a new one.
 */
final class TodoWriter {
    private static final Duration ACCEPTED_TIME_MAX = Duration.ofMinutes(4);

    private final Supplier<Instance> instances;
    private final String authorization;
    private final Caller caller;
    private final Journal<Asked> journal;
    private final Told told;
    private String id = "";
    private Title title = new Title(0, 0);

    TodoWriter(Supplier<Instance> instances, String authorization, Caller caller, Journal<Asked> journal, Told told) {
        this.instances = instances;
        this.authorization = authorization;
        this.caller = caller;
        this.journal = journal;
        this.told = told;
    }

    /** Returns when the change has been applied, or may come at any time. */
    void change() {
        if (id.isEmpty()) {
            title = new Title(told.next(), 0);
            Until.holds(() -> "somebody accepts a todo", ACCEPTED_TIME_MAX, () -> isApplied(post()));
            return;
        }
        title = new Title(title.todo(), title.change() + 1);
        Reply reply = put();
        while (reply instanceof Reply.NotSent) {
            reply = put();
        }
        if (!isApplied(reply)) {
            id = "";
            journal.unknown();
        }
    }

    /** Repeated under its key, it makes one todo. */
    private Reply post() {
        String key = "todo-" + title.todo();
        return caller.post(instances.get(), "/todos", body(), "Authorization", authorization, "Idempotency-Key", key);
    }

    private Reply put() {
        return caller.put(instances.get(), "/todos/" + id, body(), "Authorization", authorization);
    }

    private String body() {
        return "{\"title\":\"" + title + "\"}";
    }

    /** Whether it was accepted; if so, it has been applied as well when this returns. */
    private boolean isApplied(Reply reply) {
        journal.request(reply);
        if (!(reply instanceof Reply.Answered answered)) {
            return false;
        }
        if (answered.status() != 202) {
            journal.refused(answered);
            return false;
        }
        id = JsonMapper.shared().readTree(answered.body()).get("id").stringValue();
        journal.add(new Asked(id, title.number()), true, System.nanoTime());
        String task = answered.header("Location");
        Until.holds(
                () -> task + " of todo " + title + " is applied",
                ACCEPTED_TIME_MAX,
                () -> ended(task).isPresent());
        return true;
    }

    private Optional<String> ended(String task) {
        Reply reply = caller.get(instances.get(), task, "Prefer", "wait=5");
        if (!(reply instanceof Reply.Answered answered) || answered.status() != 200) {
            return Optional.empty();
        }
        JsonNode body = JsonMapper.shared().readTree(answered.body());
        String status = body.get("status").stringValue();
        if (status.equals("pending")) {
            return Optional.empty();
        }
        if (status.equals("applied")) {
            told.applied(title.todo(), title.change(), System.nanoTime());
        } else {
            journal.surprise("todo " + title + " ended as " + body);
        }
        return Optional.of(status);
    }
}
