package dev.portside.application.todos;

import dev.portside.application.json.ReadyJson;
import dev.portside.domain.todos.Todo;
import dev.portside.domain.todos.TodoPage;
import dev.portside.domain.todos.TodoPosition;
import dev.portside.domain.todos.Todos;
import java.util.List;
import java.util.Optional;

/** Makes pages of what is stored now. */
public final class LoadTodoPage {
    private final Todos todos;

    public LoadTodoPage(Todos todos) {
        this.todos = todos;
    }

    /** @param after the position of the last todo of the page before; empty for the first page */
    public TodoPage load(Optional<TodoPosition> after, int limit) {
        // One more than asked for tells whether there is a next page.
        List<Todo> found = todos.page(after, limit + 1);
        List<Todo> shown = found.subList(0, Math.min(limit, found.size()));
        ReadyJson json = ReadyJson.of(TodoJson.bytes(shown));
        Optional<TodoPosition> last =
                found.size() > limit ? Optional.of(shown.getLast().position()) : Optional.empty();
        return new TodoPage(json.bytes(), json.etag(), last);
    }
}
