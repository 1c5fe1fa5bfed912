package dev.portside.benchmark;

import dev.portside.stack.LocalStack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The program that is measured.
 *
 * @param distribution the folder with its {@code bin} and {@code lib}
 */
record Portside(Path distribution, Map<String, String> settings) {
    static final String NAME = "Portside";

    private static final Map<String, String> COMMON = Map.of(
            "HOST", "127.0.0.1",
            "PORT", "0",
            "LOG_LEVEL", "error",
            "JWT_SECRET", "a secret of 32 bytes, for measurements");

    static Portside inMemory(Path distribution) {
        Map<String, String> settings = new HashMap<>(COMMON);
        settings.put("REPOSITORY_TYPE", "mock");
        return new Portside(distribution, settings);
    }

    /** With every server of the stack. */
    static Portside on(LocalStack stack, Databases databases, Path distribution) {
        Map<String, String> settings = new HashMap<>(COMMON);
        settings.putAll(databases.settings());
        settings.put("REPOSITORY_TYPE", "postgres");
        settings.put("REDIS_URL", stack.redis().uri().toString());
        settings.put("KAFKA_BROKERS", stack.kafka().brokers());
        settings.put("NATS_URL", stack.nats().url());
        return new Portside(distribution, settings);
    }

    Portside with(String setting, String value) {
        Map<String, String> changed = new HashMap<>(settings);
        changed.put(setting, value);
        return new Portside(distribution, changed);
    }

    ServerProcess serve() throws IOException {
        return ServerProcess.start(command("serve"), settings);
    }

    /** Not started yet. */
    ProcessBuilder process(String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(command(arguments)).redirectErrorStream(true);
        builder.environment().putAll(settings);
        return builder;
    }

    /** Runs another command of the program to its end. */
    void run(String... arguments) throws IOException, InterruptedException {
        Process process = process(arguments)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
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
