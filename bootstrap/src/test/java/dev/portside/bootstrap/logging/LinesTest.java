package dev.portside.bootstrap.logging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.shared.TracedWork;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LinesTest {
    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
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

    @Test
    void aLineTellsItsTraceWhenItsWorkBelongsToOne() {
        TracedWork.run(List.of(TRACEPARENT), () -> {
            JsonNode json = JsonMapper.shared().readTree(new JsonLines().format(event("it happened", null)));
            assertThat(json.get("trace.id").stringValue()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
            assertThat(json.get("span.id").stringValue()).isEqualTo("00f067aa0ba902b7");
            assertThat(new TextLines().format(event("it happened", null)))
                    .endsWith("Worker: it happened [trace 4bf92f3577b34da6a3ce929d0e0e4736]%n".formatted());
        });
        TracedWork.run(
                List.of(TRACEPARENT, TRACEPARENT),
                () -> assertThat(new JsonLines().format(event("it happened", null)))
                        .doesNotContain("trace.id"));
        TracedWork.run(
                List.of("no trace"),
                () -> assertThat(new TextLines().format(event("it happened", null)))
                        .doesNotContain("[trace"));
    }

    @Test
    void aJsonLineTellsWhoWroteIt() {
        JsonNode json = JsonMapper.shared().readTree(new JsonLines().format(event("it happened", null)));
        assertThat(json.get("@timestamp").stringValue()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(json.get("log.logger").stringValue()).isEqualTo("dev.portside.application.shared.Worker");
        assertThat(json.get("service.name").stringValue()).isEqualTo("portside");
        assertThat(json.get("service.version").stringValue()).isEqualTo("1.0.0");
        assertThat(json.get("ecs.version").stringValue()).isEqualTo("8.11.0");
    }

    @Test
    void aFailureThatCannotBeReadCostsNoLine() {
        LogRecord event = event("it happened", new IllegalStateException() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new UnsupportedOperationException();
            }
        });
        JsonNode json = JsonMapper.shared().readTree(new JsonLines().format(event));
        assertThat(json.get("message").stringValue()).isEqualTo("it happened");
        assertThat(json.get("error.message").stringValue()).startsWith("unreadable");
        assertThat(json.get("error.stack_trace").stringValue()).contains("unreadable");
        assertThat(new TextLines().format(event)).contains("it happened");
    }

    @Test
    void everyCharacterLeavesAJsonLineThatCanBeRead() {
        String all = IntStream.range(0, 0x10000)
                .filter(c -> !Character.isSurrogate((char) c))
                .mapToObj(c -> String.valueOf((char) c))
                .collect(Collectors.joining());
        String line = new JsonLines().format(event(all.replace("{", ""), null));
        assertThat(line.chars().filter(c -> c == '\n' || c == '\r'))
                .hasSize(System.lineSeparator().length());
        assertThat(JsonMapper.shared().readTree(line).get("message").stringValue())
                .isEqualTo(all.replace("{", ""));
        String cut = new JsonLines().format(event("half a pair \ud83d", null));
        assertThat(JsonMapper.shared()
                        .readTree(cut.getBytes(StandardCharsets.UTF_8))
                        .get("message")
                        .stringValue())
                .startsWith("half a pair ");
    }

    private static LogRecord event(String message, Throwable thrown) {
        LogRecord event = new LogRecord(Level.WARNING, message);
        event.setLoggerName("dev.portside.application.shared.Worker");
        event.setInstant(Instant.parse("2026-01-01T00:00:00Z"));
        event.setThrown(thrown);
        return event;
    }
}
