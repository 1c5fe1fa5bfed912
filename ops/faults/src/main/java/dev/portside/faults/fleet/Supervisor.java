package dev.portside.faults.fleet;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Starts instances again that end by themselves. */
final class Supervisor implements AutoCloseable {
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);

    private final List<Instance> instances;
    private final Thread thread;
    private volatile boolean closing;

    Supervisor(List<Instance> instances) {
        this.instances = instances;
        this.thread = Thread.ofVirtual().name("supervisor").start(this::supervise);
    }

    private void supervise() {
        while (!closing) {
            instances.forEach(Instance::supervise);
            LockSupport.parkNanos(LOOK_INTERVAL.toNanos());
        }
    }

    /** From when this returns nobody is started any more. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
