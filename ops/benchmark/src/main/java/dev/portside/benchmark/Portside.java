package dev.portside.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The program that is measured, with memory bindings.
 *
 * @param distribution the folder with its {@code bin} and {@code lib}
 */
record Portside(Path distribution) {
    static final String NAME = "Portside";

    private static final Map<String, String> SETTINGS = Map.of(
            "REPOSITORY_TYPE", "mock",
            "HOST", "127.0.0.1",
            "PORT", "0",
            "LOG_LEVEL", "error",
            "JWT_SECRET", "a secret of 32 bytes, for measurements");

    ServerProcess serve() throws IOException {
        return ServerProcess.start(command("serve"), SETTINGS);
    }

    /** Runs another command of the program to its end. */
    void run(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command(arguments))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(SETTINGS);
        if (builder.start().waitFor() != 0) {
            throw new IOException(arguments[0] + " failed");
        }
    }

    private List<String> command(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(distribution.resolve("bin/portside").toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** A bare handler of the file's bytes in the same JVM with the same options. */
    ServerProcess bareHandler(ServerProcess serving, Path body, String path) throws IOException {
        String classPath = System.getProperty("java.class.path") + ":" + distribution.resolve("lib/*");
        return ServerProcess.start(serving.commandOf(BareServer.class, classPath, body.toString(), path), Map.of());
    }
}
