package dev.portside.bootstrap.logging;

import dev.portside.application.json.Json;
import dev.portside.bootstrap.Release;
import dev.portside.domain.shared.TraceContext;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import tools.jackson.databind.node.ObjectNode;

/**
 * One JSON object a line, named after the Elastic Common Schema. Formatted on the thread that logs, which knows for which
 * trace it works.
 */
final class JsonLines extends Formatter {
    @Override
    public String format(LogRecord event) {
        ObjectNode line = Json.object()
                .put("@timestamp", event.getInstant().toString())
                .put("log.level", Logging.word(event.getLevel()))
                .put("message", formatMessage(event))
                .put("ecs.version", "8.11.0")
                .put("service.name", Release.NAME)
                .put("service.version", Release.VERSION)
                .put("log.logger", String.valueOf(event.getLoggerName()))
                .put("process.thread.name", Thread.currentThread().getName());
        Logging.traceparent()
                .ifPresent(traceparent -> line.put("trace.id", TraceContext.traceId(traceparent))
                        .put("span.id", TraceContext.spanId(traceparent)));
        Throwable thrown = event.getThrown();
        if (thrown != null) {
            line.put("error.type", thrown.getClass().getName())
                    .put("error.message", Logging.message(thrown))
                    .put("error.stack_trace", Logging.stackTrace(thrown));
        }
        return Json.text(line) + System.lineSeparator();
    }
}
