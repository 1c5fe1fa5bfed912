package dev.portside.stack.process;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process of its own that stands between a program and one server process: it starts, stops, pauses and kills the server
 * as it is told on its standard input, and when that input ends, because the program closed it or died however it did, it
 * ends the server with all its descendants and deletes the server's folder.
 *
 * <p>Arguments: the folder, which it makes; the log that the server's output is appended to, or {@code -} for this
 * process's standard output; the signal that ends the server; how many milliseconds it then gets before SIGKILL; the
 * server's command. Each line of input ({@code start, stop, kill, pause, resume, status}) is answered with one line on the
 * standard error: {@code ok}, with what was asked for, or {@code failed} with the reason. It uses nothing but the JDK, so
 * that it starts fast.
 */
public final class Warden {
    private static final Duration KILL_TIME_MAX = Duration.ofSeconds(5);
    private static final int DELETIONS_MAX = 50;
    private static final int FIXED_ARGUMENTS = 4;

    private final Path folder;
    private final Redirect output;
    private final String stopSignal;
    private final Duration graceMax;
    private final List<String> command;
    private @Nullable ProcessTree server;

    private Warden(String... arguments) {
        this.folder = Path.of(arguments[0]);
        this.output = arguments[1].equals("-") ? Redirect.INHERIT : Redirect.appendTo(new File(arguments[1]));
        this.stopSignal = arguments[2];
        this.graceMax = Duration.ofMillis(Long.parseLong(arguments[3]));
        this.command = List.of(Arrays.copyOfRange(arguments, FIXED_ARGUMENTS, arguments.length));
    }

    public static void main(String[] arguments) throws IOException {
        Warden warden = new Warden(arguments);
        Runtime.getRuntime().addShutdownHook(new Thread(warden::end, "end"));
        Files.createDirectories(warden.folder);
        warden.obey(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), System.err);
        System.exit(0);
    }

    private void obey(BufferedReader orders, PrintStream answers) throws IOException {
        answers.println("ok");
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            answers.println(answer(order));
        }
    }

    private synchronized String answer(String order) {
        try {
            return "ok " + carryOut(order);
        } catch (IOException | RuntimeException e) {
            return "failed " + e.getMessage();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return "failed interrupted";
        }
    }

    private String carryOut(String order) throws IOException, InterruptedException {
        if (order.equals("start")) {
            return Long.toString(start());
        }
        ProcessTree tree = server;
        if (tree == null || !tree.root().isAlive()) {
            return tree == null ? "not started" : "exited " + tree.root().exitValue();
        }
        switch (order) {
            case "status" -> {}
            case "stop" -> tree.stop(stopSignal, graceMax, KILL_TIME_MAX);
            case "kill" -> tree.kill(KILL_TIME_MAX);
            case "pause" -> tree.pause();
            case "resume" -> tree.resume();
            default -> throw new IllegalArgumentException("unknown order " + order);
        }
        return tree.root().isAlive() ? "running" : "exited " + tree.root().exitValue();
    }

    /** On the main thread always: the server may ask the system to be killed when the thread that started it is gone. */
    private long start() throws IOException, InterruptedException {
        if (server != null) {
            server.kill(KILL_TIME_MAX);
        }
        Process process = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        server = new ProcessTree(process);
        return process.pid();
    }

    private synchronized void end() {
        try {
            if (server != null) {
                server.stop(stopSignal, graceMax, KILL_TIME_MAX);
            }
            deleteFolder();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tries again while something still writes there. */
    private void deleteFolder() throws InterruptedException {
        for (int i = 0; i < DELETIONS_MAX; i++) {
            try {
                Folders.delete(folder);
                return;
            } catch (IOException _) {
                Thread.sleep(100);
            }
        }
    }
}
