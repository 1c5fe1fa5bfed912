package dev.portside.fuzz;

import dev.portside.application.json.BadJson;
import dev.portside.application.todos.TodoCommandJson;
import dev.portside.domain.shared.Invalid;
import dev.portside.domain.todos.TodoCommand;

/** Records in the topic of todo commands. */
public final class TodoCommandFuzz {
    private TodoCommandFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        TodoCommand read;
        try {
            read = TodoCommandJson.read(Check.text(input));
        } catch (BadJson | Invalid _) {
            return;
        }
        Check.same(read, TodoCommandJson.read(TodoCommandJson.text(read)));
    }
}
