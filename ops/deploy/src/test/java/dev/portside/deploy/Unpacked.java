package dev.portside.deploy;

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

/** A process of the unpacked archive on a machine that has no Java: its PATH holds what the launcher calls, and nothing else. */
final class Unpacked implements AutoCloseable {
    private static final List<String> TOOLS = List.of("dirname", "readlink");
    private static final Pattern BANNER = Pattern.compile("http://localhost:(\\d+)");
    private static final long SECONDS_MAX = 60;

    private final Process process;
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final Thread reader;

    private Unpacked(Process process) {
        this.process = process;
        this.reader = Thread.ofPlatform().daemon().start(this::read);
    }

    /** @param empty a folder that becomes the working folder and takes the tools */
    static Unpacked start(Archive archive, Path empty, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(archive.program().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(empty.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", tools(empty).toString());
        builder.environment().put("HOME", empty.toString());
        builder.environment().putAll(environment);
        return new Unpacked(builder.start());
    }

    private static Path tools(Path empty) throws IOException {
        Path folder = empty.resolve("tools");
        if (Files.isDirectory(folder)) {
            return folder;
        }
        Files.createDirectory(folder);
        for (String tool : TOOLS) {
            Files.createSymbolicLink(folder.resolve(tool), Path.of("/usr/bin", tool));
        }
        return folder;
    }

    private void read() {
        try (BufferedReader output = process.inputReader()) {
            output.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            lines.add("output ended: " + e.getMessage());
        }
    }

    /** Waits for the banner and returns the URL that it names. */
    String url() {
        await(BANNER);
        Matcher banner = BANNER.matcher(output());
        if (!banner.find()) {
            throw new IllegalStateException("did not start: " + output());
        }
        return banner.group();
    }

    /** Waits until it has printed that, or has ended. */
    void await(Pattern printed) {
        Awaitility.await()
                .atMost(SECONDS_MAX, TimeUnit.SECONDS)
                .until(() -> !process.isAlive() || printed.matcher(output()).find());
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
            throw new IllegalStateException("did not end: " + output());
        }
        reader.join();
        return process.exitValue();
    }

    String output() {
        return String.join("\n", List.copyOf(lines));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
