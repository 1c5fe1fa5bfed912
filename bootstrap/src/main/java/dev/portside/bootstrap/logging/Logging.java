package dev.portside.bootstrap.logging;

import dev.portside.bootstrap.settings.LogSettings;
import dev.portside.domain.shared.TraceContext;
import dev.portside.domain.shared.TracedWork;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.UnsupportedEncodingException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Sets up java.util.logging, into which all libraries log here: one line an event, to standard error. */
public final class Logging {
    /**
     * What libraries tell at INFO only their developers need, and of a failed start the server logs a stack trace where
     * we print a line. Kept here, since java.util.logging forgets the level of a logger that nobody holds.
     */
    private static final Map<Logger, Level> QUIETENED = Map.of(
            Logger.getLogger("com.zaxxer.hikari"), Level.SEVERE,
            Logger.getLogger("io.helidon"), Level.WARNING,
            Logger.getLogger("io.helidon.webserver.LoomServer"), Level.OFF,
            Logger.getLogger("io.opentelemetry"), Level.OFF,
            Logger.getLogger("org.apache.kafka"), Level.SEVERE,
            Logger.getLogger("org.flywaydb"), Level.WARNING);

    private Logging() {}

    public static void configure(LogSettings settings) {
        Level level = level(settings.level());
        ConsoleHandler handler = new ConsoleHandler();
        handler.setLevel(Level.ALL);
        inUtf8(handler);
        handler.setFormatter(formatter(settings.format()));
        Logger root = Logger.getLogger("");
        Arrays.stream(root.getHandlers()).forEach(root::removeHandler);
        root.addHandler(handler);
        root.setLevel(level);
        boolean quiet = level.intValue() >= Level.INFO.intValue();
        QUIETENED.forEach((logger, quietLevel) -> logger.setLevel(quiet ? quietLevel : null));
    }

    /** What is logged must not depend on the locale of whoever starts the process. */
    private static void inUtf8(ConsoleHandler handler) {
        try {
            handler.setEncoding("UTF-8");
        } catch (UnsupportedEncodingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of the work under way, when it belongs to one trace and not to many. */
    static Optional<String> traceparent() {
        List<String> traceparents = TracedWork.traceparents();
        return traceparents.size() == 1
                ? Optional.of(traceparents.getFirst()).filter(TraceContext::isTraceparent)
                : Optional.empty();
    }

    /** What a failure says; a failure that fails to say it must not cost the line. */
    static String message(Throwable thrown) {
        try {
            return String.valueOf(thrown.getMessage());
        } catch (RuntimeException e) {
            return "unreadable: " + e.getClass().getName();
        }
    }

    /** The same for its stack trace. */
    static String stackTrace(Throwable thrown) {
        StringWriter trace = new StringWriter();
        try {
            thrown.printStackTrace(new PrintWriter(trace));
        } catch (RuntimeException e) {
            trace.append("unreadable: ").append(e.getClass().getName());
        }
        return trace.toString();
    }

    private static Formatter formatter(LogSettings.Format format) {
        return switch (format) {
            case TEXT -> new TextLines();
            case JSON -> new JsonLines();
        };
    }

    private static Level level(LogSettings.Level level) {
        return switch (level) {
            case TRACE -> Level.FINER;
            case DEBUG -> Level.FINE;
            case INFO -> Level.INFO;
            case WARN -> Level.WARNING;
            case ERROR -> Level.SEVERE;
        };
    }

    /** The level in the words of {@code LOG_LEVEL}. */
    static String word(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (level.intValue() >= Level.WARNING.intValue()) {
            return "WARN";
        }
        if (level.intValue() >= Level.INFO.intValue()) {
            return "INFO";
        }
        return level.intValue() >= Level.FINE.intValue() ? "DEBUG" : "TRACE";
    }
}
