package dev.portside.bootstrap;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** The program as people start it: the distribution's launcher in a process of its own. */
public final class PortsideProcess implements AutoCloseable {
    private static final Path LAUNCHER = Path.of("target/portside/bin/portside");
    private static final Pattern BANNER = Pattern.compile("http://localhost:(\\d+)");
    private static final long SECONDS_MAX = 60;

    private final Process process;
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final Thread reader;

    private PortsideProcess(Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(LAUNCHER.toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(Files.createTempDirectory("portside").toFile())
                    .redirectErrorStream(true);
            builder.environment().putAll(environment);
            this.process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.reader = Thread.ofPlatform().daemon().start(this::read);
    }

    public static PortsideProcess start(Map<String, String> environment, String... arguments) {
        return new PortsideProcess(environment, arguments);
    }

    private void read() {
        try (BufferedReader output = process.inputReader()) {
            output.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            lines.add("output ended: " + e.getMessage());
        }
    }

    /** Waits for the banner and returns the port that it names. */
    public int port() {
        Awaitility.await()
                .atMost(SECONDS_MAX, TimeUnit.SECONDS)
                .until(() -> !process.isAlive() || BANNER.matcher(output()).find());
        Matcher banner = BANNER.matcher(output());
        if (!banner.find()) {
            throw new IllegalStateException("did not start: " + output());
        }
        return Integer.parseInt(banner.group(1));
    }

    /** Sends SIGTERM. */
    public void terminate() {
        // Not Process.destroy, which would close the output that is still to be read.
        process.toHandle().destroy();
    }

    /** Waits for the end and returns the exit code. */
    public int exitCode() throws InterruptedException {
        if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
            throw new IllegalStateException("did not end: " + output());
        }
        reader.join();
        return process.exitValue();
    }

    /** What it has printed so far, both streams. */
    public String output() {
        return String.join("\n", List.copyOf(lines));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
