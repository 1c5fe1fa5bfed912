package dev.portside.faults.fleet;

import dev.portside.stack.process.CommandLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux tells of a process. */
public final class Proc {
    private Proc() {}

    /** A file of the process's folder; empty when the process has ended. */
    public static String text(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file), StandardCharsets.ISO_8859_1);
        } catch (IOException _) {
            return "";
        }
    }

    /** Whether it is an instance of the distribution. */
    public static boolean isInstance(ProcessHandle process) {
        try {
            return CommandLine.of(process.pid()).contains("dev.portside.bootstrap.commands.Main");
        } catch (IOException _) {
            return false;
        }
    }
}
