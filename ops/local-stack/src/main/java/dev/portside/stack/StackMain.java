package dev.portside.stack;

import dev.portside.stack.process.ProcessPlan;
import dev.portside.stack.process.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code make run-stack}: starts every server, writes their addresses as Portside's settings to a file once all are ready,
 * and runs a command with these settings in its environment. When the command ends, or this program is told to stop, the
 * command is stopped first, then the servers; nothing is left. The exit code is the command's, 1 when a server can't be
 * had, 2 for bad usage.
 */
public final class StackMain {
    private static final int FAILED = 1;
    private static final int BAD_USAGE = 2;
    private static final Duration COMMAND_GRACE_MAX = Duration.ofSeconds(30);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);

    private final LocalStack stack = new LocalStack(Profile.PRODUCTION, System.getenv());
    private final Path settingsFile;
    private final List<String> command;
    private @Nullable Runner running;
    private boolean stopping;

    private StackMain(Path settingsFile, List<String> command) {
        this.settingsFile = settingsFile;
        this.command = command;
    }

    public static void main(String[] arguments) {
        if (arguments.length < 2) {
            System.err.println("usage: StackMain SETTINGS_FILE COMMAND [ARGUMENT...]");
            System.exit(BAD_USAGE);
        }
        StackMain main = new StackMain(
                Path.of(arguments[0]).toAbsolutePath(), List.of(Arrays.copyOfRange(arguments, 1, arguments.length)));
        Runtime.getRuntime().addShutdownHook(new Thread(main::stop, "stop"));
        System.exit(main.run());
    }

    private int run() {
        try {
            awaitServers();
            Map<String, String> settings = StackSettings.of(stack);
            write(settings);
            Runner runner = launch(settings);
            return runner == null ? FAILED : awaitEnd(runner);
        } catch (StackFailure | IOException e) {
            System.err.println(e.getMessage());
            return FAILED;
        } catch (InterruptedException _) {
            return FAILED;
        }
    }

    /** They start all at once; each line comes when its server and those before it are ready. */
    private void awaitServers() {
        long start = System.nanoTime();
        stack.warmUp(Backend.values());
        for (Backend backend : Backend.values()) {
            LocalServer server = stack.server(backend);
            System.out.printf("%-20s%s:%d%n", backend.title(), server.host(), server.port());
        }
        long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
        System.out.printf("%-20safter %.1f s%n", "all ready", millis / 1e3);
    }

    private void write(Map<String, String> settings) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Backend backend : Backend.values()) {
            stack.server(backend).log().ifPresent(log -> lines.add("# log: " + log));
        }
        settings.forEach((name, value) -> lines.add(name + "=" + value));
        Files.createDirectories(settingsFile.getParent());
        Path unfinished = settingsFile.resolveSibling(settingsFile.getFileName() + ".new");
        Files.write(unfinished, lines);
        Files.move(unfinished, settingsFile, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        System.out.println("settings            " + settingsFile);
    }

    /** The command, started; null when this program was told to stop meanwhile. */
    private synchronized @Nullable Runner launch(Map<String, String> settings) {
        if (stopping) {
            return null;
        }
        Map<String, String> environment = new HashMap<>(settings);
        environment.putAll(StackSettings.addresses(stack));
        ProcessRunner runner = ProcessRunner.of(new ProcessPlan(
                command.getFirst(),
                TemporaryFolders.next("command"),
                new ProcessPlan.Output.Ours(),
                "TERM",
                COMMAND_GRACE_MAX,
                command,
                environment));
        running = runner;
        runner.start();
        return runner;
    }

    private int awaitEnd(Runner runner) throws InterruptedException {
        while (true) {
            String status = status(runner);
            if (status.startsWith("exited ")) {
                return Integer.parseInt(status.substring("exited ".length()));
            }
            Thread.sleep(LOOK_INTERVAL);
        }
    }

    private synchronized String status(Runner runner) {
        return stopping ? "exited " + FAILED : runner.status();
    }

    private synchronized void stop() {
        stopping = true;
        try {
            if (running != null) {
                running.close();
            }
            Files.deleteIfExists(settingsFile);
        } catch (StackFailure | IOException e) {
            System.err.println(e.getMessage());
        }
        stack.close();
    }
}
