package dev.portside.application.todos;

import dev.portside.application.json.Json;
import dev.portside.application.json.JsonFields;
import dev.portside.domain.shared.Invalid;
import dev.portside.domain.todos.Title;
import dev.portside.domain.todos.TodoCommand;
import dev.portside.domain.todos.TodoId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** A todo command as a message. */
public final class TodoCommandJson {
    private TodoCommandJson() {}

    public static String text(TodoCommand command) {
        ObjectNode message =
                Json.object().put("verb", command.verb()).put("id", command.id().text());
        switch (command) {
            case TodoCommand.Create create -> {
                message.put("title", create.title().value()).put("completed", create.completed());
                create.fingerprint().ifPresent(fingerprint -> message.put("fingerprint", fingerprint));
            }
            case TodoCommand.Update update -> {
                update.title().ifPresent(title -> message.put("title", title.value()));
                update.completed().ifPresent(completed -> message.put("completed", completed));
                update.expectedVersion().ifPresent(version -> message.put("expected_version", version));
            }
            case TodoCommand.Delete delete ->
                delete.expectedVersion().ifPresent(version -> message.put("expected_version", version));
        }
        return Json.text(message);
    }

    /** {@code BadJson} or {@link Invalid} when the text is no such message. */
    public static TodoCommand read(String text) {
        JsonFields in = Json.fields(text.getBytes(StandardCharsets.UTF_8));
        Supplier<String> verb = in.text("verb", TodoCommandJson::known);
        Supplier<TodoId> id = in.text("id", TodoId::of);
        Supplier<Optional<Title>> title = in.optionalText("title", Title::new);
        Supplier<Optional<Boolean>> completed = in.optionalFlag("completed");
        Supplier<Optional<String>> fingerprint = in.optionalText("fingerprint", sent -> sent);
        Supplier<Optional<Long>> expectedVersion =
                in.optional("expected_version", name -> in.whole(name, 1, Long.MAX_VALUE));
        return in.build(() -> switch (verb.get()) {
            case "create" ->
                new TodoCommand.Create(
                        id.get(),
                        title.get().orElseThrow(() -> new Invalid("a creation must have a 'title'")),
                        completed.get().orElse(false),
                        fingerprint.get());
            case "update" -> new TodoCommand.Update(id.get(), title.get(), completed.get(), expectedVersion.get());
            default -> new TodoCommand.Delete(id.get(), expectedVersion.get());
        });
    }

    private static String known(String verb) {
        return switch (verb) {
            case "create", "update", "delete" -> verb;
            default -> throw new Invalid("must be create, update or delete");
        };
    }
}
