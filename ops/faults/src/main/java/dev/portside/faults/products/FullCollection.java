package dev.portside.faults.products;

import dev.portside.faults.fleet.EnvironmentFault;
import dev.portside.stack.process.CommandLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Lets instances collect all their garbage, so that what they use is what they hold. */
final class FullCollection {
    private static final String MAIN_CLASS = "dev.portside.bootstrap.commands.Main";

    private FullCollection() {}

    /** Returns when every instance that this program started has done it. */
    static void inInstances() throws InterruptedException {
        List<ProcessHandle> instances = ProcessHandle.current()
                .descendants()
                .filter(each -> commandLine(each).contains(MAIN_CLASS))
                .toList();
        if (instances.isEmpty()) {
            throw new EnvironmentFault("no instance is found", new IOException("no process runs " + MAIN_CLASS));
        }
        for (ProcessHandle instance : instances) {
            collect(instance.pid());
        }
    }

    /** Empty when the process has ended. */
    private static List<String> commandLine(ProcessHandle process) {
        try {
            return CommandLine.of(process.pid());
        } catch (IOException _) {
            return List.of();
        }
    }

    private static void collect(long pid) throws InterruptedException {
        try {
            int code = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(pid),
                            "GC.run")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IOException("jcmd ended with " + code);
            }
        } catch (IOException e) {
            throw new EnvironmentFault("no instance can be told to collect", e);
        }
    }
}
