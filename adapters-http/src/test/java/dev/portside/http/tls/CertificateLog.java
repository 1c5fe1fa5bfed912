package dev.portside.http.tls;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What is logged about certificates while it is open. */
final class CertificateLog extends Handler {
    private final Logger logger = Logger.getLogger(CurrentCertificate.class.getName());
    private final List<String> lines = new CopyOnWriteArrayList<>();

    CertificateLog() {
        logger.setLevel(Level.ALL);
        logger.addHandler(this);
    }

    /** Each a level and a message. */
    List<String> lines() {
        return lines;
    }

    @Override
    public void publish(LogRecord logged) {
        lines.add(logged.getLevel() + " " + logged.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setLevel(null);
    }
}
