package dev.portside.bootstrap;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the audit's log says, from now on. */
final class AuditLog extends Handler implements AutoCloseable {
    private final Logger logger = Logger.getLogger("dev.portside.audit");
    private final List<String> lines = new CopyOnWriteArrayList<>();

    AuditLog() {
        logger.setLevel(Level.INFO);
        logger.addHandler(this);
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void publish(LogRecord line) {
        lines.add(line.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setLevel(null);
    }
}
