package dev.portside.bootstrap.logging;

import dev.portside.domain.shared.TraceContext;
import java.io.StringWriter;
import java.time.temporal.ChronoUnit;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/**
 * {@code 2026-01-01T00:00:00.000Z WARN  record-worker-1 Worker: what happened [trace 4bf92f35...]}, then a stack trace if
 * there is one.
 */
final class TextLines extends Formatter {
    @Override
    public String format(LogRecord event) {
        String logger = String.valueOf(event.getLoggerName());
        StringWriter line = new StringWriter();
        line.append("%s %-5s %s %s: %s%s%n"
                .formatted(
                        event.getInstant().truncatedTo(ChronoUnit.MILLIS),
                        Logging.word(event.getLevel()),
                        Thread.currentThread().getName(),
                        logger.substring(logger.lastIndexOf('.') + 1),
                        formatMessage(event),
                        Logging.traceparent()
                                .map(traceparent -> " [trace " + TraceContext.traceId(traceparent) + "]")
                                .orElse("")));
        Throwable thrown = event.getThrown();
        if (thrown != null) {
            line.append(Logging.stackTrace(thrown));
        }
        return line.toString();
    }
}
