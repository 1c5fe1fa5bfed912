package dev.portside.bootstrap;

import dev.portside.application.log.Breaker;
import dev.portside.application.log.ConsumeLog;
import dev.portside.application.log.ConsumePolicy;
import dev.portside.application.log.LogFlow;
import dev.portside.application.log.LogOrigin;
import dev.portside.application.log.LogTaskIds;
import dev.portside.application.log.LogTasks;
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
import dev.portside.kafka.memory.InMemoryLog;
import dev.portside.postgres.memory.InMemoryStreamProgress;
import dev.portside.postgres.memory.InMemoryTodos;
import dev.portside.redis.memory.InMemoryTodoPages;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Supplier;

/** The todos service, bound to memory. */
final class TodosService {
    private static final LogStream STREAM = new LogStream("portside-todos", "todo-commands");
    private static final int PARTITIONS = 32;
    private static final int CONSUMERS_MAX = 8;
    private static final int QUEUE_MAX = 100_000;

    private final InMemoryLog log;
    private final InMemoryStreamProgress progress;
    private final Todos todos;
    private final InMemoryTodoPages pages;
    private final LoadTodoPage load;
    private final ApplyTodoCommands apply;
    private final LogFlow<TodoCommand> flow;
    private final LogTaskIds taskIds;
    private final LogTasks tasks;
    private final Breaker breaker;
    private final DeadLetters deadLetters;
    private final Settings settings;
    private final InstantSource clock;
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
        this.clock = clock;
        this.ids = ids;
        this.deadLetters = deadLetters;
        this.meter = meter;
        this.log = new InMemoryLog(PARTITIONS, QUEUE_MAX, clock, memory);
        this.progress = new InMemoryStreamProgress(deadLetters, clock, memory);
        this.todos = new InMemoryTodos(progress, clock, memory);
        this.load = new LoadTodoPage(todos);
        this.pages = new InMemoryTodoPages(
                limit -> load.load(Optional.empty(), limit), settings.todos().pageAgeMax(), memory);
        this.apply = new ApplyTodoCommands(todos, pages);
        this.flow = new LogFlow<>(STREAM, Source.TODOS, TodoCommandJson::read, TodoCommand::verb, apply);
        this.taskIds = new LogTaskIds(STREAM.topic(), AcceptTodoCommand.TASK_KINDS, secret());
        this.tasks = new LogTasks(STREAM, taskIds, progress);
        this.breaker = new Breaker(
                "todos",
                settings.consumers().breakerFailuresMax(),
                settings.consumers().breakerOpenTime(),
                clock);
    }

    /** Made at each start: in memory, tasks end with the process. */
    private static byte[] secret() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return secret;
    }

    List<Route> routes() {
        return new TodoRoutes(new AcceptTodoCommand(log, taskIds, meter), todos, pages, load, ids).routes();
    }

    Tasks tasks() {
        return new TodoTasks(tasks, apply);
    }

    Origin origin() {
        return new LogOrigin<>(flow, command -> command.id().text(), progress, log);
    }

    FlowBacklog backlog() {
        return FlowBacklog.of(log.backlog(), clock);
    }

    ComponentHealth health() {
        FlowBacklog backlog = backlog();
        return new ComponentHealth(
                "todos",
                breaker.admits(),
                Map.of(
                        "queued", backlog.entries(),
                        "oldest_queued_seconds", backlog.oldest().toMillis() / 1000.0,
                        "page_loads", pages.loads(),
                        "circuit_breaker", breaker.state(),
                        "dead_letters", deadLetters.count(Optional.of(Source.TODOS))));
    }

    void startWorkers(CloseStack started) {
        int inFlightMax = settings.todos().inFlightMax();
        int consumers = Math.min(CONSUMERS_MAX, inFlightMax);
        ConsumePolicy policy = new ConsumePolicy(
                inFlightMax / consumers,
                Duration.ZERO,
                settings.retry().attemptsMax(),
                settings.retry().backoff());
        for (int index = 0; index < consumers; index++) {
            ConsumeLog consumer = new ConsumeLog(
                    flow,
                    log.reader(index, consumers, partition -> progress.next(STREAM, partition)),
                    progress,
                    tasks,
                    breaker,
                    policy,
                    clock,
                    new SplittableRandom(),
                    meter);
            String name = "todo-worker-" + index;
            started.push(name, consumer.start(name));
        }
    }

    /** Lets waiting callers go; first thing at a stop. */
    AutoCloseable waiters() {
        return tasks;
    }
}
