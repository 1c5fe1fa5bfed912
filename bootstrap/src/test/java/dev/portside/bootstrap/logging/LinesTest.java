package dev.portside.bootstrap.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LinesTest {
    private static final String HOSTILE = "a \"quoted\" line\nand another";

    @Test
    void aTextLineTellsWhenHowBadWhereAndWhat() {
        assertThat(new TextLines().format(event("it happened", null)))
                .isEqualTo("2026-01-01T00:00:00Z WARN  %s Worker: it happened%n"
                        .formatted(Thread.currentThread().getName()));
    }

    @Test
    void aJsonLineIsOneObjectWhateverItsText() {
        String line = new JsonLines().format(event(HOSTILE, new IllegalStateException(HOSTILE)));
        assertThat(line.strip().lines()).hasSize(1);
        JsonNode json = JsonMapper.shared().readTree(line);
        assertThat(json.get("message").stringValue()).isEqualTo(HOSTILE);
        assertThat(json.get("log.level").stringValue()).isEqualTo("WARN");
        assertThat(json.get("error.type").stringValue()).isEqualTo("java.lang.IllegalStateException");
        assertThat(json.get("error.stack_trace").stringValue()).contains("LinesTest");
    }

    private static LogRecord event(String message, Throwable thrown) {
        LogRecord event = new LogRecord(Level.WARNING, message);
        event.setLoggerName("dev.portside.application.shared.Worker");
        event.setInstant(Instant.parse("2026-01-01T00:00:00Z"));
        event.setThrown(thrown);
        return event;
    }
}
