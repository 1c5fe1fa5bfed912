package dev.portside.http.tasks;

import dev.portside.application.json.Json;
import dev.portside.domain.tasks.Task;
import dev.portside.domain.tasks.TaskId;
import dev.portside.domain.tasks.Tasks;
import dev.portside.http.Answer;
import dev.portside.http.Call;
import dev.portside.http.Problem;
import dev.portside.http.ProblemException;
import dev.portside.http.Route;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code GET /tasks/{task_id}}, which can wait for the task's end. */
public final class TaskRoutes {
    private static final Duration WAIT_MAX = Duration.ofSeconds(30);
    private static final HeaderName PREFER = HeaderNames.create("Prefer");
    private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait\\s*=\\s*\"?(\\d{1,6})\"?");

    private final List<Tasks> flows;

    /** @param flows asked in this order; the first that knows an id answers */
    public TaskRoutes(List<Tasks> flows) {
        this.flows = List.copyOf(flows);
    }

    public List<Route> routes() {
        return List.of(Route.get("/tasks/{task_id}", this::task));
    }

    private Answer task(Call call) throws InterruptedException {
        TaskId id = call.pathParameter("task_id", TaskId::new);
        Optional<Duration> wait = call.header(PREFER).flatMap(TaskRoutes::wait);
        for (Tasks flow : flows) {
            Optional<Task> task = wait.isPresent() ? flow.await(id, wait.get()) : flow.find(id);
            if (task.isPresent()) {
                Answer answer = answer(task.get());
                return wait.isEmpty()
                        ? answer
                        : answer.header(
                                "Preference-Applied", "wait=" + wait.get().toSeconds());
            }
        }
        throw new ProblemException(Problem.notFound("there is no task with this id, or its retention is over"));
    }

    /** {@code wait=N} in seconds (RFC 7240, 4.3), at most 30. */
    private static Optional<Duration> wait(String prefer) {
        Matcher matcher = WAIT.matcher(prefer);
        if (!matcher.find()) {
            return Optional.empty();
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(matcher.group(1)));
        return Optional.of(asked.compareTo(WAIT_MAX) < 0 ? asked : WAIT_MAX);
    }

    private static Answer answer(Task task) {
        String status = task.status().name().toLowerCase(Locale.ROOT);
        return Answer.ok(Json.object()
                        .put("task_id", task.id().value())
                        .put("kind", task.kind())
                        .put("status", status)
                        .put("reason", task.reason().orElse(null))
                        .put("accepted_at", task.acceptedAt().toString())
                        .put(
                                "finished_at",
                                task.finishedAt().map(Instant::toString).orElse(null)))
                .etag(etag(task, status))
                .header("Cache-Control", "no-cache");
    }

    /** A task that was requeued and died again differs by its end. */
    private static String etag(Task task, String status) {
        return task.finishedAt()
                .map(at -> status + '-' + Long.toHexString(at.toEpochMilli()))
                .orElse(status);
    }
}
