package dev.portside.application.todos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.application.json.BadJson;
import dev.portside.domain.shared.Invalid;
import dev.portside.domain.todos.Title;
import dev.portside.domain.todos.TodoCommand;
import dev.portside.domain.todos.TodoId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TodoCommandJsonTest {
    private static final TodoId ID = new TodoId(UUID.randomUUID());
    private static final Title TITLE = new Title("\"milk\" & \uD83C\uDF5E");

    static List<TodoCommand> commands() {
        return List.of(
                new TodoCommand.Create(ID, TITLE, true, Optional.empty()),
                new TodoCommand.Create(ID, TITLE, false, Optional.of("fingerprint")),
                new TodoCommand.Update(ID, Optional.of(TITLE), Optional.empty(), Optional.empty()),
                new TodoCommand.Update(ID, Optional.empty(), Optional.of(false), Optional.of(Long.MAX_VALUE)),
                new TodoCommand.Delete(ID, Optional.empty()),
                new TodoCommand.Delete(ID, Optional.of(7L)));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void isReadBackAsItWasWritten(TodoCommand command) {
        assertThat(TodoCommandJson.read(TodoCommandJson.text(command))).isEqualTo(command);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"verb\":\"create\",\"id\":\"018f3b1c-0000-7000-8000-000000000000\"}",
                "{\"verb\":\"update\",\"id\":\"018f3b1c-0000-7000-8000-000000000000\"}",
                "{\"verb\":\"drop\",\"id\":\"018f3b1c-0000-7000-8000-000000000000\"}",
                "{\"verb\":\"delete\",\"id\":\"1\"}"
            })
    void refusesWhatIsNoCommand(String text) {
        assertThatThrownBy(() -> TodoCommandJson.read(text)).isInstanceOfAny(BadJson.class, Invalid.class);
    }
}
