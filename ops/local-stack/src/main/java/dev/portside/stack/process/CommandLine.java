package dev.portside.stack.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a process was executed with; Linux alone. */
public final class CommandLine {
    private CommandLine() {}

    /**
     * Program and arguments. Of the process itself, since what the JDK tells ends after a page of it.
     *
     * @throws IOException when it has ended
     */
    public static List<String> of(long pid) throws IOException {
        return List.of(Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"))
                .split("\0"));
    }
}
