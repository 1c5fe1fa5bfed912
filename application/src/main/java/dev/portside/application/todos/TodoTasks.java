package dev.portside.application.todos;

import dev.portside.domain.tasks.Task;
import dev.portside.domain.tasks.TaskId;
import dev.portside.domain.tasks.Tasks;
import java.time.Duration;
import java.util.Optional;

/**
 * The tasks of todos. Whoever is told by this instance that a task has finished sees its effect in every page that this
 * instance shows from then on.
 *
 * <p>Hazard: the store tells of a commit an instant before the pages hear of it, and a caller may ask in between.
 */
public final class TodoTasks implements Tasks {
    private final Tasks tasks;
    private final ApplyTodoCommands applying;

    public TodoTasks(Tasks tasks, ApplyTodoCommands applying) {
        this.tasks = tasks;
        this.applying = applying;
    }

    @Override
    public Optional<Task> find(TaskId id) {
        return shown(tasks.find(id));
    }

    @Override
    public Optional<Task> await(TaskId id, Duration waitMax) throws InterruptedException {
        return shown(tasks.await(id, waitMax));
    }

    private Optional<Task> shown(Optional<Task> task) {
        if (task.isPresent() && task.get().status().finished()) {
            applying.show();
        }
        return task;
    }
}
