package dev.portside.bootstrap.lifecycle;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Waits at the stop until a flow that lives in memory has finished what it accepted, since nobody else could finish it
 * later. It is closed after the doors and before the workers; the stop's deadline bounds it.
 */
public record MemoryDrain(String flow, LongSupplier accepted, LongSupplier unfinished) implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(MemoryDrain.class.getName());
    private static final Duration POLL = Duration.ofMillis(10);

    @Override
    public void close() throws InterruptedException {
        try {
            while (unfinished.getAsLong() > 0) {
                Thread.sleep(POLL);
            }
        } finally {
            long left = unfinished.getAsLong();
            long taken = accepted.getAsLong();
            LOG.log(
                    left == 0 ? INFO : WARNING,
                    () -> flow + ": " + taken + " accepted, " + (taken - left) + " finished");
        }
    }
}
