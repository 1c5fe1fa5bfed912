package dev.portside.stack.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a process needs.
 *
 * @param folder made at once, deleted with the runner
 * @param output where what it writes goes
 * @param stopSignal the signal that ends it in good order
 * @param graceMax how long it may take to
 * @param environment added to this program's own
 */
public record ProcessPlan(
        String name,
        Path folder,
        Output output,
        String stopSignal,
        Duration graceMax,
        List<String> command,
        Map<String, String> environment) {
    /** Where a process writes to. */
    public sealed interface Output {
        /** To a file. */
        record Log(Path path) implements Output {}

        /** To this program's own standard output. */
        record Ours() implements Output {}
    }

    public ProcessPlan {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** A server that logs to a file in its folder. */
    public static ProcessPlan server(
            String name, Path folder, String stopSignal, Duration graceMax, List<String> command) {
        Output log = new Output.Log(folder.resolve("server.log"));
        return new ProcessPlan(name, folder, log, stopSignal, graceMax, command, Map.of());
    }
}
