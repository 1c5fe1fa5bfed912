package dev.portside.http;

import dev.portside.application.json.Json;
import dev.portside.domain.tasks.TaskId;

/** The 202 of work that is durable and will be done. */
public final class Accepted {
    private Accepted() {}

    /** @param id the thing that the work is about */
    public static Answer answer(TaskId task, String id) {
        return Answer.json(
                        202,
                        Json.object().put("task_id", task.value()).put("id", id).put("status", "accepted"))
                .location(location(task));
    }

    public static String location(TaskId task) {
        return "/tasks/" + task.value();
    }
}
