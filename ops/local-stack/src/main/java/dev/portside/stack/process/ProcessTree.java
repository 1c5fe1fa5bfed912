package dev.portside.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A process with all its descendants. A process group would not do: PostgreSQL gives each of its processes a session of
 * its own. A descendant whose parent died can no longer be found, so those that were seen are remembered.
 */
final class ProcessTree {
    private static final Duration SIGNAL_TIME_MAX = Duration.ofSeconds(5);

    private final Process root;
    private final Set<ProcessHandle> seen = new LinkedHashSet<>();

    ProcessTree(Process root) {
        this.root = root;
    }

    Process root() {
        return root;
    }

    /** Stops every process where it stands, also those that are born meanwhile. */
    void pause() {
        Set<ProcessHandle> paused = new LinkedHashSet<>();
        for (List<ProcessHandle> running = look(); !running.isEmpty(); running = look()) {
            running.removeAll(paused);
            if (running.isEmpty()) {
                return;
            }
            signal("STOP", running);
            paused.addAll(running);
        }
    }

    void resume() {
        signal("CONT", look());
    }

    /**
     * Asks the root with {@code signal} to end, kills what is left after {@code graceMax}, and returns when nothing is
     * left, or after {@code killMax} more.
     */
    void stop(String signal, Duration graceMax, Duration killMax) throws InterruptedException {
        resume();
        signal(signal, List.of(root.toHandle()));
        root.waitFor(graceMax);
        kill(killMax);
    }

    /**
     * Kills every process with SIGKILL and waits until they are gone, {@code timeMax} at most. They stand still before,
     * so that none is born that would be left without a parent: one process of PostgreSQL that waits for ever for the
     * others keeps its server from ever starting again.
     */
    void kill(Duration timeMax) throws InterruptedException {
        pause();
        List<ProcessHandle> doomed = look();
        doomed.forEach(ProcessHandle::destroyForcibly);
        long deadline = System.nanoTime() + timeMax.toNanos();
        root.waitFor(timeMax);
        while (doomed.stream().anyMatch(ProcessTree::runs) && System.nanoTime() < deadline) {
            Thread.sleep(2);
        }
    }

    /** All that live now, the root first. */
    private List<ProcessHandle> look() {
        try (Stream<ProcessHandle> descendants = root.descendants()) {
            seen.add(root.toHandle());
            descendants.forEach(seen::add);
        }
        seen.removeIf(process -> !runs(process));
        return new ArrayList<>(seen);
    }

    /** A dead process that nobody has buried is still listed; under a first process that doesn't reap, for ever. */
    private static boolean runs(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException _) {
            // No /proc on this system, or the process has just gone.
            return process.isAlive();
        }
    }

    /** Java can send TERM and KILL only. */
    private static void signal(String signal, Collection<ProcessHandle> processes) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "kill -" + signal + " \"$@\" 2>/dev/null", "sh"));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        try {
            new ProcessBuilder(command).start().waitFor(SIGNAL_TIME_MAX);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
