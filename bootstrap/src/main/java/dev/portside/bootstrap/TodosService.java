package dev.portside.bootstrap;

import dev.portside.application.log.ConsumePolicy;
import dev.portside.application.log.LogFlow;
import dev.portside.application.log.LogOrigin;
import dev.portside.application.todos.AcceptTodoCommand;
import dev.portside.application.todos.ApplyTodoCommands;
import dev.portside.application.todos.LoadTodoPage;
import dev.portside.application.todos.TodoCommandJson;
import dev.portside.application.todos.TodoTasks;
import dev.portside.bootstrap.metrics.FlowBacklog;
import dev.portside.bootstrap.settings.Settings;
import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.deadletters.Origin;
import dev.portside.domain.deadletters.Source;
import dev.portside.domain.log.LogStream;
import dev.portside.domain.shared.ComponentHealth;
import dev.portside.domain.shared.FlowMeter;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.tasks.Tasks;
import dev.portside.domain.todos.TodoCommand;
import dev.portside.domain.todos.Todos;
import dev.portside.http.Route;
import dev.portside.http.todos.TodoRoutes;
import dev.portside.postgres.memory.InMemoryTodos;
import dev.portside.redis.memory.InMemoryTodoPages;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** The todos service, bound to memory. */
final class TodosService {
    private static final LogStream STREAM = new LogStream("portside-todos", "todo-commands");
    private static final int PARTITIONS = 32;
    private static final int CONSUMERS_MAX = 8;
    private static final int QUEUE_MAX = 100_000;

    private final InMemoryStream stream;
    private final Todos todos;
    private final InMemoryTodoPages pages;
    private final LoadTodoPage load;
    private final ApplyTodoCommands apply;
    private final LogFlow<TodoCommand> flow;
    private final Settings settings;
    private final Supplier<UUID> ids;
    private final FlowMeter meter;

    TodosService(
            Settings settings,
            InstantSource clock,
            Supplier<UUID> ids,
            MemoryBudget memory,
            DeadLetters deadLetters,
            FlowMeter meter) {
        this.settings = settings;
        this.ids = ids;
        this.meter = meter;
        this.stream = new InMemoryStream(
                STREAM, AcceptTodoCommand.TASK_KINDS, PARTITIONS, QUEUE_MAX, settings, clock, memory, deadLetters);
        this.todos = new InMemoryTodos(stream.progress(), clock, memory);
        this.load = new LoadTodoPage(todos);
        this.pages = new InMemoryTodoPages(
                limit -> load.load(Optional.empty(), limit), settings.todos().pageAgeMax(), memory);
        this.apply = new ApplyTodoCommands(todos, pages);
        this.flow = new LogFlow<>(STREAM, Source.TODOS, TodoCommandJson::read, TodoCommand::verb, apply);
    }

    List<Route> routes() {
        return new TodoRoutes(new AcceptTodoCommand(stream.log(), stream.taskIds(), meter), todos, pages, load, ids)
                .routes();
    }

    Tasks tasks() {
        return new TodoTasks(stream.tasks(), apply);
    }

    Origin origin() {
        return new LogOrigin<>(flow, command -> command.id().text(), stream.progress(), stream.log());
    }

    FlowBacklog backlog() {
        return stream.backlog();
    }

    ComponentHealth health() {
        return stream.health("todos", Source.TODOS, Map.of("page_loads", pages.loads()));
    }

    void startWorkers(CloseStack started) {
        int inFlightMax = settings.todos().inFlightMax();
        int consumers = Math.min(CONSUMERS_MAX, inFlightMax);
        ConsumePolicy policy = new ConsumePolicy(
                inFlightMax / consumers,
                Duration.ZERO,
                settings.retry().attemptsMax(),
                settings.retry().backoff());
        stream.startConsumers(started, "todo-worker", consumers, flow, policy, meter);
    }

    /** Lets waiting callers go; first thing at a stop. */
    AutoCloseable waiters() {
        return stream.tasks();
    }
}
