package dev.portside.application.shared;

import dev.portside.domain.shared.TracedWork;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** To which traces the lines of one logger belong, as whoever writes them would be told. */
public final class TracesOfLines implements AutoCloseable {
    private final List<List<String>> seen = new ArrayList<>();
    private final Logger logger;
    private final @Nullable Level before;
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord event) {
            seen.add(TracedWork.traceparents());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    public TracesOfLines(Class<?> of) {
        logger = Logger.getLogger(of.getName());
        before = logger.getLevel();
        logger.setLevel(Level.ALL);
        logger.addHandler(handler);
    }

    /** One list for each line. */
    public List<List<String>> seen() {
        return seen;
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
        logger.setLevel(before);
    }
}
