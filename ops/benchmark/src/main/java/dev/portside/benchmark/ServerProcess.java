package dev.portside.benchmark;

import dev.portside.stack.process.CommandLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, from its first line with a URL on. */
final class ServerProcess implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("http://localhost:(\\d+)");
    private static final long STOP_SECONDS_MAX = 30;

    private final Process process;
    private final int port;

    private ServerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static ServerProcess start(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        // Ends with this program, also when somebody presses Ctrl-C.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        BufferedReader out = process.inputReader();
        StringBuilder said = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.append(line).append('\n');
            Matcher matcher = PORT.matcher(line);
            if (matcher.find()) {
                Thread.ofPlatform().daemon().start(() -> discard(out));
                return new ServerProcess(process, Integer.parseInt(matcher.group(1)));
            }
        }
        throw new IOException(command.getFirst() + " ended:\n" + said);
    }

    /** A server that says nothing: from the moment on that its port answers. */
    static ServerProcess startSilent(List<String> command, int port) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        while (process.isAlive()) {
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                Thread.ofPlatform().daemon().start(() -> discard(process.inputReader()));
                return new ServerProcess(process, port);
            } catch (ConnectException _) {
                Thread.sleep(10);
            }
        }
        throw new IOException(command.getFirst() + " ended:\n"
                + String.join("\n", process.inputReader().readAllLines()));
    }

    /** So that the server never waits for somebody to read what it says. */
    private static void discard(BufferedReader out) {
        try {
            out.lines().forEach(_ -> {});
        } catch (UncheckedIOException _) {
            // The process has ended.
        }
    }

    int port() {
        return port;
    }

    String url(String path) {
        return "http://localhost:" + port + path;
    }

    /** Stops it where it stands, as SIGSTOP does. */
    void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        if (new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor()
                != 0) {
            throw new IOException("a server cannot be sent " + name);
        }
    }

    /** How much of its memory is resident; Linux alone. */
    long residentBytes() throws IOException {
        return statusBytes("VmRSS");
    }

    /** How much of its memory was ever resident at once; Linux alone. */
    long mostResidentBytes() throws IOException {
        return statusBytes("VmHWM");
    }

    private long statusBytes(String name) throws IOException {
        Matcher bytes = Pattern.compile("(?m)^" + name + ":\\s+(\\d+) kB$")
                .matcher(Files.readString(Path.of("/proc", Long.toString(process.pid()), "status")));
        if (!bytes.find()) {
            throw new IOException("a server has ended");
        }
        return Long.parseLong(bytes.group(1)) * 1024;
    }

    /** What starts another program in the same JVM with the same options: everything before its class path. */
    List<String> commandOf(Class<?> program, String classPath, String... arguments) throws IOException {
        List<String> own = CommandLine.of(process.pid());
        List<String> command = new ArrayList<>(own.subList(0, own.indexOf("-cp")));
        command.addAll(List.of("-cp", classPath, program.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
