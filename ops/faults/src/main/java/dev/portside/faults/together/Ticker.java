package dev.portside.faults.together;

import java.time.Duration;

/** Does something again and again, until it is closed. */
public final class Ticker implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final Thread thread;

    public Ticker(Runnable tick) {
        this.thread = Thread.ofVirtual().name("ticker").start(() -> {
            try {
                while (true) {
                    Thread.sleep(INTERVAL);
                    tick.run();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
