package dev.portside.application.todos;

import dev.portside.application.log.LogTaskIds;
import dev.portside.domain.log.EventLog;
import dev.portside.domain.log.LogPlace;
import dev.portside.domain.log.NewEntry;
import dev.portside.domain.shared.FlowMeter;
import dev.portside.domain.tasks.TaskId;
import dev.portside.domain.todos.TodoCommand;
import java.util.List;
import java.util.Optional;

/** Takes a command into the log; when {@link #accept} returns, it is durable. */
public final class AcceptTodoCommand {
    public static final List<String> TASK_KINDS =
            TodoCommand.VERBS.stream().map(verb -> "todo." + verb).toList();

    private final EventLog log;
    private final LogTaskIds tasks;
    private final FlowMeter meter;

    public AcceptTodoCommand(EventLog log, LogTaskIds tasks, FlowMeter meter) {
        this.log = log;
        this.tasks = tasks;
        this.meter = meter;
    }

    /** The task that tells the command's end. Commands for one todo take effect in the order of these calls. */
    public TaskId accept(TodoCommand command, Optional<String> traceparent) {
        LogPlace place = log.append(
                new NewEntry(command.id().text(), TodoCommandJson.text(command), traceparent, Optional.empty()));
        meter.accepted(command.verb());
        return tasks.id("todo." + command.verb(), place);
    }
}
