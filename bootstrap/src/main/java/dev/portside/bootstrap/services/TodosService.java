package dev.portside.bootstrap.services;

import dev.portside.application.log.ConsumePolicy;
import dev.portside.application.log.LogFlow;
import dev.portside.application.log.LogOrigin;
import dev.portside.application.todos.AcceptTodoCommand;
import dev.portside.application.todos.ApplyTodoCommands;
import dev.portside.application.todos.TodoCommandJson;
import dev.portside.application.todos.TodoTasks;
import dev.portside.bootstrap.lifecycle.CloseStack;
import dev.portside.bootstrap.settings.Role;
import dev.portside.bootstrap.settings.Settings;
import dev.portside.domain.deadletters.Origin;
import dev.portside.domain.deadletters.Source;
import dev.portside.domain.shared.ComponentHealth;
import dev.portside.domain.shared.FlowMeter;
import dev.portside.domain.tasks.Tasks;
import dev.portside.domain.todos.TodoCommand;
import dev.portside.http.Route;
import dev.portside.http.todos.TodoRoutes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The todos service: commands accepted into a log and applied from it, and pages kept ready, whatever they are bound to. */
public final class TodosService implements Service {
    private static final int CONSUMERS_MAX = 4;

    private final TodoStores stores;
    private final ConsumedLog log;
    private final ApplyTodoCommands apply;
    private final LogFlow<TodoCommand> flow;
    private final Foundation foundation;
    private final Settings settings;
    private final FlowMeter meter;

    public TodosService(Foundation foundation) {
        this.foundation = foundation;
        this.settings = foundation.settings();
        this.meter = foundation.meters().flow(name(), TodoCommand.VERBS);
        this.stores = TodoStores.of(foundation);
        this.log = new ConsumedLog(name(), Source.TODOS, stores.log(), AcceptTodoCommand.TASK_KINDS, foundation);
        this.apply = new ApplyTodoCommands(stores.todos(), stores.pages());
        this.flow = new LogFlow<>(
                stores.log().stream(),
                Source.TODOS,
                TodoCommandJson::read,
                TodoCommand::verb,
                foundation.traces().effects(stores.log().stream(), apply));
    }

    @Override
    public String name() {
        return "todos";
    }

    @Override
    public List<Route> routes() {
        AcceptTodoCommand accept = new AcceptTodoCommand(log.entries(), log.taskIds(), meter);
        return new TodoRoutes(accept, stores.todos(), stores.pages(), stores.load(), foundation.ids()).routes();
    }

    @Override
    public Optional<Tasks> tasks() {
        return Optional.of(new TodoTasks(log.tasks(), apply));
    }

    @Override
    public Optional<Origin> origin() {
        return Optional.of(new LogOrigin<>(
                flow, command -> command.id().text(), stores.log().progress(), log.entries()));
    }

    @Override
    public ComponentHealth health() {
        Map<String, Object> details =
                new HashMap<>(Map.of("page_loads", stores.pages().loads()));
        // Pages are shown without it as well; they come from the database then.
        foundation.backends().ifPresent(backends -> details.put("redis", backends.redisAnswers()));
        return log.health(details);
    }

    @Override
    public void start(CloseStack started, Set<Role> roles) {
        foundation.meters().cache(name(), () -> 0L, stores.pages()::loads);
        stores.startKeeping(started);
        log.startKeeping(started);
        if (roles.contains(Role.TODOS)) {
            startWorkers(started);
        }
    }

    private void startWorkers(CloseStack started) {
        int inFlightMax = settings.todos().inFlightMax();
        int consumers = Math.min(CONSUMERS_MAX, inFlightMax);
        ConsumePolicy policy = new ConsumePolicy(
                inFlightMax / consumers,
                Duration.ZERO,
                settings.retry().retriesMax(),
                settings.retry().backoff());
        log.startConsumers(started, consumers, flow, policy, meter);
    }

    @Override
    public void releaseCallers() {
        log.tasks().close();
    }
}
