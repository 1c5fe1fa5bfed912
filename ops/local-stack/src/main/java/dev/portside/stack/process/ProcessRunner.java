package dev.portside.stack.process;

import dev.portside.stack.Runner;
import dev.portside.stack.StackFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Runs a server as a local process, through a {@link Warden} that outlives this program just long enough to clean up. */
public final class ProcessRunner implements Runner {
    private static final Duration ANSWER_TIME_MAX = Duration.ofSeconds(30);
    private static final Duration END_TIME_MAX = Duration.ofSeconds(20);

    private final ProcessPlan plan;
    private final Process warden;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    private ProcessRunner(ProcessPlan plan, Process warden) {
        this.plan = plan;
        this.warden = warden;
    }

    /** Makes the folder and stands ready to start the process. */
    public static ProcessRunner of(ProcessPlan plan) {
        List<String> command = new ArrayList<>();
        // A session of its own, so that Ctrl-C at a terminal reaches this program alone, which then stops all in order.
        Programs.find("setsid").ifPresent(setsid -> command.add(setsid.toString()));
        command.addAll(List.of(Programs.java(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx16m", "-cp"));
        command.add(ownClasses().toString());
        command.add(Warden.class.getName());
        command.add(plan.folder().toString());
        command.add(plan.output() instanceof ProcessPlan.Output.Log(Path path) ? path.toString() : "-");
        command.add(plan.stopSignal());
        command.add(Long.toString(plan.graceMax().toMillis()));
        command.addAll(plan.command());
        // An inherited output would be held open for who waits for this program's output to end.
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(plan.output() instanceof ProcessPlan.Output.Ours ? Redirect.INHERIT : Redirect.DISCARD);
        builder.environment().putAll(plan.environment());
        ProcessRunner runner;
        try {
            runner = new ProcessRunner(plan, builder.start());
        } catch (IOException e) {
            throw new StackFailure(plan.name() + " can't be started: " + e.getMessage(), e);
        }
        // A read from a pipe would hold a carrier of virtual threads for as long as the process lives.
        Thread.ofPlatform().daemon().name(plan.name() + " output").start(runner::listen);
        runner.awaitAnswer(ANSWER_TIME_MAX);
        return runner;
    }

    /** Where this module's classes are: a folder or a jar. */
    public static Path ownClasses() {
        try {
            return Path.of(Warden.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void start() {
        order("start", ANSWER_TIME_MAX);
    }

    @Override
    public void stop() {
        order("stop", plan.graceMax().plus(ANSWER_TIME_MAX));
    }

    @Override
    public void kill() {
        order("kill", ANSWER_TIME_MAX);
    }

    @Override
    public void pause() {
        order("pause", ANSWER_TIME_MAX);
    }

    @Override
    public void resume() {
        order("resume", ANSWER_TIME_MAX);
    }

    @Override
    public String status() {
        return order("status", ANSWER_TIME_MAX);
    }

    @Override
    public String logTail() {
        return log().map(LogTail::of).orElse("");
    }

    @Override
    public Optional<Path> log() {
        return plan.output() instanceof ProcessPlan.Output.Log(Path path) ? Optional.of(path) : Optional.empty();
    }

    @Override
    public void close() {
        try {
            warden.getOutputStream().close();
            if (!warden.waitFor(plan.graceMax().plus(END_TIME_MAX))) {
                warden.destroyForcibly();
                throw new StackFailure(plan.name() + " did not end in time");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized String order(String order, Duration timeMax) {
        try {
            warden.getOutputStream().write((order + "\n").getBytes(StandardCharsets.UTF_8));
            warden.getOutputStream().flush();
        } catch (IOException e) {
            throw new StackFailure(plan.name() + ": its warden is gone", e);
        }
        return awaitAnswer(timeMax);
    }

    private String awaitAnswer(Duration timeMax) {
        String answer;
        try {
            answer = answers.poll(timeMax.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure(plan.name() + ": interrupted", e);
        }
        if (answer == null) {
            warden.destroyForcibly();
            throw new StackFailure(plan.name() + ": no answer from its warden within " + timeMax.toSeconds() + " s");
        }
        if (answer.startsWith("ok")) {
            return answer.substring("ok".length()).strip();
        }
        throw new StackFailure(plan.name() + ": " + answer);
    }

    /** Other lines are what a JVM says about its options. */
    private void listen() {
        try (BufferedReader lines = warden.errorReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("ok") || line.startsWith("failed")) {
                    answers.add(line);
                }
            }
        } catch (IOException _) {
            // As good as the end.
        }
        answers.add("failed: its warden is gone");
    }
}
