package dev.portside.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * One server of the stack. Who started it for itself may stop, pause and kill it and start it again on the same data and
 * port; the shared ones are for reading and writing only.
 */
public abstract sealed class LocalServer implements AutoCloseable
        permits LocalPostgres, LocalRedis, LocalKafka, LocalNats {
    private static final Duration PROBE_INTERVAL = Duration.ofMillis(10);

    private final String name;
    private final String host;
    private final int port;
    private final Runner runner;
    private final Duration readyTimeMax;

    LocalServer(Running running, Duration readyTimeMax) {
        this.name = running.name();
        this.host = running.host();
        this.port = running.port();
        this.runner = running.runner();
        this.readyTimeMax = readyTimeMax;
    }

    public final String name() {
        return name;
    }

    public final String host() {
        return host;
    }

    public final int port() {
        return port;
    }

    /** Starts the server after {@link #stop} or {@link #kill}, on the data that it left, and waits until it is ready. */
    public final void start() {
        runner.start();
        awaitReady();
    }

    /** Asks the server to end in good order; its data stays. */
    public final void stop() {
        runner.stop();
    }

    /** Ends the server as SIGKILL does; its data stays. */
    public final void kill() {
        runner.kill();
    }

    /** Stops the server where it stands, as SIGSTOP does: connections stay open and nothing answers. */
    public final void pause() {
        runner.pause();
    }

    /** Lets a paused server go on. */
    public final void resume() {
        runner.resume();
    }

    /** Stops the server in good order and starts it again. */
    public final void restart() {
        stop();
        start();
    }

    /** The last lines of the server's log. */
    public final String logTail() {
        return runner.logTail();
    }

    /** The file of the server's log; a container and a given server have none. */
    public final Optional<Path> log() {
        return runner.log();
    }

    /** Ends the server and deletes its data. */
    @Override
    public final void close() {
        runner.close();
    }

    @Override
    public final String toString() {
        return name + " on " + host + ":" + port;
    }

    /** Asks the server something that only a ready one answers; otherwise fails within about a second. */
    abstract void probe() throws Exception;

    /** For the factories: closes the server when it doesn't get ready. */
    final void startOrClose() {
        try {
            start();
        } catch (RuntimeException e) {
            runner.close();
            throw e;
        }
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + readyTimeMax.toNanos();
        while (true) {
            Exception reason;
            try {
                probe();
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StackFailure("interrupted while " + this + " started", e);
            } catch (Exception e) {
                reason = e;
            }
            String status = runner.status();
            if (status.startsWith("exited")) {
                throw failure("did not start: it " + status, reason);
            }
            if (System.nanoTime() > deadline) {
                throw failure("is not ready after " + readyTimeMax.toSeconds() + " s: " + reason.getMessage(), reason);
            }
            pauseBetweenProbes();
        }
    }

    private StackFailure failure(String what, Exception reason) {
        String tail = logTail();
        return new StackFailure(this + " " + what + (tail.isEmpty() ? "" : "; the end of its log:\n" + tail), reason);
    }

    private static void pauseBetweenProbes() {
        try {
            Thread.sleep(PROBE_INTERVAL);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
