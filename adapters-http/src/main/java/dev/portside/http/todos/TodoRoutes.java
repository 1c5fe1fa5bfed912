package dev.portside.http.todos;

import dev.portside.application.json.JsonFields;
import dev.portside.application.todos.AcceptTodoCommand;
import dev.portside.application.todos.LoadTodoPage;
import dev.portside.application.todos.TodoJson;
import dev.portside.domain.shared.Idempotency;
import dev.portside.domain.tasks.TaskId;
import dev.portside.domain.todos.Title;
import dev.portside.domain.todos.Todo;
import dev.portside.domain.todos.TodoCommand;
import dev.portside.domain.todos.TodoId;
import dev.portside.domain.todos.TodoPage;
import dev.portside.domain.todos.TodoPages;
import dev.portside.domain.todos.TodoPosition;
import dev.portside.domain.todos.Todos;
import dev.portside.http.Accepted;
import dev.portside.http.Access;
import dev.portside.http.Answer;
import dev.portside.http.Call;
import dev.portside.http.Problem;
import dev.portside.http.ProblemException;
import dev.portside.http.Route;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** {@code /todos}. */
public final class TodoRoutes {
    static final String PATH = "/todos";
    static final int LIMIT_PRESET = 100;

    private final AcceptTodoCommand accept;
    private final Todos todos;
    private final FirstPages first;
    private final LoadTodoPage load;
    private final Supplier<UUID> ids;

    public TodoRoutes(AcceptTodoCommand accept, Todos todos, TodoPages pages, LoadTodoPage load, Supplier<UUID> ids) {
        this.accept = accept;
        this.todos = todos;
        this.first = new FirstPages(pages);
        this.load = load;
        this.ids = ids;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(PATH, this::list).shortcut(first),
                Route.post(PATH, this::post).with(Access.TODOS_WRITE),
                Route.get(PATH + "/{id}", this::todo),
                Route.put(PATH + "/{id}", this::put).with(Access.TODOS_WRITE),
                Route.delete(PATH + "/{id}", this::delete).with(Access.TODOS_WRITE));
    }

    private Answer list(Call call) {
        int limit = call.queryWhole("limit", LIMIT_PRESET, 1, Todos.PAGE_SIZE_MAX);
        Optional<TodoPosition> after = call.query("after", TodoPosition::parse);
        return after.isEmpty() ? first.answers(limit).answer() : answer(load.load(after, limit), limit);
    }

    static Answer answer(TodoPage page, int limit) {
        Answer answer = Answer.ok(Answer.JSON, page.json()).etag(page.etag()).compressible();
        return page.last().map(last -> answer.header("Link", next(last, limit))).orElse(answer);
    }

    private static String next(TodoPosition last, int limit) {
        return "<" + PATH + "?limit=" + limit + "&after=" + last.text() + ">; rel=\"next\"";
    }

    private Answer todo(Call call) {
        Todo todo = todos.find(call.pathParameter("id", TodoId::of))
                .orElseThrow(() -> new ProblemException(Problem.notFound("there is no todo with this id")));
        return Answer.ok(TodoJson.node(todo)).etag(Long.toString(todo.version()));
    }

    private Answer post(Call call) {
        JsonFields in = call.json();
        Supplier<Title> title = in.text("title", Title::new);
        Supplier<Optional<Boolean>> completed = in.optionalFlag("completed");
        Optional<Idempotency> idempotency = call.idempotency();
        return accepted(
                call,
                in.build(() -> new TodoCommand.Create(
                        new TodoId(idempotency.map(Idempotency::id).orElseGet(ids)),
                        title.get(),
                        completed.get().orElse(false),
                        idempotency.map(Idempotency::fingerprint))));
    }

    private Answer put(Call call) {
        TodoId id = call.pathParameter("id", TodoId::of);
        JsonFields in = call.json();
        Supplier<Optional<Title>> title = in.optionalText("title", Title::new);
        Supplier<Optional<Boolean>> completed = in.optionalFlag("completed");
        return accepted(
                call,
                in.build(() -> new TodoCommand.Update(id, title.get(), completed.get(), expectedVersion(call, id))));
    }

    private Answer delete(Call call) {
        TodoId id = call.pathParameter("id", TodoId::of);
        return accepted(call, new TodoCommand.Delete(id, expectedVersion(call, id)));
    }

    /** The version that {@code If-Match} names; it travels in the command, which may still be overtaken by another one. */
    private Optional<Long> expectedVersion(Call call, TodoId id) {
        return call.ifMatchVersions()
                .map(versions -> todos.find(id)
                        .map(Todo::version)
                        .filter(versions::contains)
                        .orElseThrow(() -> new ProblemException(
                                Problem.preconditionFailed("the todo was changed since; read it again"))));
    }

    private Answer accepted(Call call, TodoCommand command) {
        TaskId task = accept.accept(command, call.traceparent());
        return Accepted.answer(task, command.id().text());
    }
}
