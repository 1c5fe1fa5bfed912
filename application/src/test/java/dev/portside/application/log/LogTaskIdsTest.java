package dev.portside.application.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.log.LogPlace;
import dev.portside.domain.tasks.TaskId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogTaskIdsTest {
    private static final List<String> KINDS = List.of("todo.create", "todo.delete");
    private static final LogPlace PLACE = new LogPlace(31, 1L << 40, Instant.parse("2026-01-01T00:00:00.123Z"));

    private final LogTaskIds ids = new LogTaskIds("todos", KINDS, secret(1));

    @Test
    void anIdSaysKindAndPlace() {
        TaskId id = ids.id("todo.delete", PLACE);
        assertThat(ids.read(id)).contains(new LogTaskIds.Said("todo.delete", PLACE));
        assertThat(id.value()).matches("[A-Za-z0-9_-]{40}");
    }

    @Test
    void anIdOfAnotherTopicOrSecretIsUnknown() {
        TaskId id = ids.id("todo.create", PLACE);
        assertThat(new LogTaskIds("products", KINDS, secret(1)).read(id)).isEmpty();
        assertThat(new LogTaskIds("todos", KINDS, secret(2)).read(id)).isEmpty();
    }

    @Test
    void anIdWithAnyCharacterChangedIsUnknown() {
        String id = ids.id("todo.create", PLACE).value();
        for (int i = 0; i < id.length(); i++) {
            char other = id.charAt(i) == 'A' ? 'B' : 'A';
            assertThat(ids.read(new TaskId(id.substring(0, i) + other + id.substring(i + 1))))
                    .isEmpty();
        }
    }

    @Test
    void whatIsNoIdAtAllIsUnknown() {
        for (String text : List.of("x", "019b76da-a800-7e56-aea5-f52180d575ac", "!".repeat(40), "A".repeat(100))) {
            assertThat(ids.read(new TaskId(text))).as(text).isEmpty();
        }
    }

    private static byte[] secret(int first) {
        byte[] secret = new byte[32];
        secret[0] = (byte) first;
        return secret;
    }
}
