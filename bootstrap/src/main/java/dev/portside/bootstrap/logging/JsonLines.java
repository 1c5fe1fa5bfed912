package dev.portside.bootstrap.logging;

import dev.portside.application.json.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import tools.jackson.databind.node.ObjectNode;

/** One JSON object a line, named after the Elastic Common Schema. */
final class JsonLines extends Formatter {
    @Override
    public String format(LogRecord event) {
        ObjectNode line = Json.object()
                .put("@timestamp", event.getInstant().toString())
                .put("log.level", Logging.word(event.getLevel()))
                .put("message", formatMessage(event))
                .put("ecs.version", "8.11.0")
                .put("service.name", "portside")
                .put("log.logger", event.getLoggerName())
                .put("process.thread.name", Thread.currentThread().getName());
        Throwable thrown = event.getThrown();
        if (thrown != null) {
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            line.put("error.type", thrown.getClass().getName())
                    .put("error.message", thrown.getMessage())
                    .put("error.stack_trace", trace.toString());
        }
        return Json.text(line) + System.lineSeparator();
    }
}
