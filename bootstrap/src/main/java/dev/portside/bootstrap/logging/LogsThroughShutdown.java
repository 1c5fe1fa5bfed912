package dev.portside.bootstrap.logging;

import java.util.logging.LogManager;

/**
 * Keeps the handlers while the process stops. The standard manager drops them in a shutdown hook of its own, and what the
 * stop sequence logs would be lost.
 */
public final class LogsThroughShutdown extends LogManager {
    @Override
    public void reset() {
        // Only the shutdown hook resets; Logging sets everything up once.
    }
}
