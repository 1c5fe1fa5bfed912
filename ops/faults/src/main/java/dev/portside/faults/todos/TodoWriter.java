package dev.portside.faults.todos;

import dev.portside.faults.fleet.Instance;
import dev.portside.faults.fleet.TodoFleet;
import dev.portside.faults.fleet.Until;
import dev.portside.faults.load.Caller;
import dev.portside.faults.load.Reply;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Changes one todo again and again, each time after it was told that the last change has been applied. */
final class TodoWriter {
    private static final Duration ACCEPTED_TIME_MAX = Duration.ofMinutes(1);

    private final TodoFleet fleet;
    private final Caller caller;
    private final Told told;
    private final int todo;
    private String path = "";
    private int changes;

    TodoWriter(TodoFleet fleet, Caller caller, Told told, int todo) {
        this.fleet = fleet;
        this.caller = caller;
        this.told = told;
        this.todo = todo;
    }

    void create() {
        JsonNode accepted = accepted("POST", "/todos");
        path = "/todos/" + accepted.get("id").stringValue();
    }

    void change() {
        changes++;
        JsonNode _ = accepted("PUT", path);
    }

    /** Returns when the change has been applied. */
    private JsonNode accepted(String method, String target) {
        String body = "{\"title\":\"" + todo + " " + changes + "\"}";
        AtomicReference<Reply> last = new AtomicReference<>(new Reply.NotSent(Duration.ZERO));
        Until.holds(() -> method + " " + target + " is accepted, and not " + last, ACCEPTED_TIME_MAX, () -> {
            last.set(send(method, target, body));
            return last.get() instanceof Reply.Answered answered && answered.status() == 202;
        });
        Reply.Answered accepted = (Reply.Answered) last.get();
        String task = accepted.header("Location");
        Until.holds(() -> task + " is applied", ACCEPTED_TIME_MAX, () -> isApplied(task));
        told.applied(todo, changes, System.nanoTime());
        return JsonMapper.shared().readTree(accepted.body());
    }

    private Reply send(String method, String target, String body) {
        Instance first = fleet.instances().getFirst();
        return method.equals("POST")
                ? caller.post(first, target, body, "Authorization", fleet.authorization())
                : caller.put(first, target, body, "Authorization", fleet.authorization());
    }

    private boolean isApplied(String task) {
        return caller.get(fleet.instances().getFirst(), task, "Prefer", "wait=5") instanceof Reply.Answered answered
                && answered.status() == 200
                && JsonMapper.shared()
                        .readTree(answered.body())
                        .get("status")
                        .stringValue()
                        .equals("applied");
    }
}
