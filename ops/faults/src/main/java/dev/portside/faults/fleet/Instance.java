package dev.portside.faults.fleet;

import dev.portside.stack.Names;
import dev.portside.stack.StackFailure;
import dev.portside.stack.process.LogTail;
import dev.portside.stack.process.Ports;
import dev.portside.stack.process.ProcessPlan;
import dev.portside.stack.process.ProcessRunner;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One instance of the distribution as a process, on one port all its life. It ends with this program, however that ends.
 * The log stays where it is, over restarts and after the end.
 */
public final class Instance implements Victim, AutoCloseable {
    private static final Duration READY_TIME_MAX = Duration.ofMinutes(2);
    private static final Duration PROBE_TIME_MAX = Duration.ofSeconds(2);
    private static final Duration STOP_TIME_MAX = Duration.ofSeconds(25);

    /** Several JVMs share the machine with the databases: little memory, and no second compiler for a short life. */
    private static final String JAVA_OPTIONS = "-Xmx256m -XX:TieredStopAtLevel=1";

    private final String name;
    private final int port;
    private final Path log;
    private final ProcessRunner process;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private boolean wanted;
    private int ownEnds;

    private Instance(String name, int port, Path log, ProcessRunner process) {
        this.name = name;
        this.port = port;
        this.log = log;
        this.process = process;
    }

    /** Stands ready to start it. */
    static Instance of(String name, Path distribution, Path log, Map<String, String> settings) {
        int port = Ports.free();
        Map<String, String> environment = new HashMap<>(Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "PORTSIDE_JAVA_OPTS",
                JAVA_OPTIONS,
                "HOST",
                "127.0.0.1",
                "PORT",
                Integer.toString(port)));
        environment.putAll(settings);
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            Files.deleteIfExists(log);
            return new Instance(
                    name,
                    port,
                    log,
                    ProcessRunner.of(new ProcessPlan(
                            name,
                            Path.of(System.getProperty("java.io.tmpdir"), Names.fresh("portside-instance")),
                            new ProcessPlan.Output.Log(log.toAbsolutePath()),
                            "TERM",
                            STOP_TIME_MAX,
                            List.of(distribution
                                    .resolve("bin/portside")
                                    .toAbsolutePath()
                                    .toString()),
                            environment)));
        } catch (IOException | StackFailure e) {
            throw new EnvironmentFault(name + " can't be started", e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String role() {
        return "instance";
    }

    /** Where it takes calls. */
    public int port() {
        return port;
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Starts the process; it may not answer yet. */
    synchronized void start() {
        wanted = true;
        process.start();
    }

    @Override
    public void revive() {
        start();
        awaitReady();
    }

    @Override
    public synchronized void kill() {
        wanted = false;
        process.kill();
    }

    /** Ends it in good order, as SIGTERM does. */
    public synchronized void stop() {
        wanted = false;
        process.stop();
    }

    @Override
    public synchronized void pause() {
        process.pause();
    }

    @Override
    public synchronized void resume() {
        process.resume();
    }

    /** Does what a supervisor does: starts it again when it ended though nobody asked it to. */
    synchronized void supervise() {
        if (wanted && hasEnded()) {
            ownEnds++;
            process.start();
        }
    }

    /** How often it ended by itself. */
    public synchronized int ownEnds() {
        return ownEnds;
    }

    /** Of the process that serves; empty when there is none. */
    public Optional<Long> pid() {
        String own = "\0PORT=" + port + "\0";
        return ProcessHandle.current()
                .descendants()
                .filter(Proc::isInstance)
                .map(ProcessHandle::pid)
                .filter(pid -> ("\0" + Proc.text(pid, "environ")).contains(own))
                .findFirst();
    }

    boolean hasEnded() {
        return process.status().startsWith("exited");
    }

    /** Waits until it says that it is ready for requests. */
    public void awaitReady() {
        Until.holds(() -> name + " is ready; the end of its log:\n" + LogTail.of(log), READY_TIME_MAX, this::isReady);
    }

    boolean isReady() {
        HttpRequest request =
                HttpRequest.newBuilder(uri("/readyz")).timeout(PROBE_TIME_MAX).build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            wanted = false;
        }
        client.shutdownNow();
        process.close();
    }

    @Override
    public String toString() {
        return name;
    }
}
