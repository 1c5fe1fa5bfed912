package dev.portside.application.todos;

import dev.portside.application.json.Json;
import dev.portside.domain.todos.Todo;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Todos as JSON. */
public final class TodoJson {
    private TodoJson() {}

    public static ObjectNode node(Todo todo) {
        return Json.object()
                .put("id", todo.id().text())
                .put("title", todo.title().value())
                .put("completed", todo.completed())
                .put("created_at", todo.createdAt().toString())
                .put("updated_at", todo.updatedAt().toString());
    }

    /** An array. */
    static byte[] bytes(List<Todo> todos) {
        ArrayNode array = Json.array();
        todos.forEach(todo -> array.add(node(todo)));
        return Json.bytes(array);
    }
}
