package dev.portside.stack.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A Kafka broker in a JVM of its own, with a class path of its own. */
public final class KafkaProcess {
    private static final Duration STOP_TIME_MAX = Duration.ofSeconds(10);

    private KafkaProcess() {}

    /**
     * @param startFast rather than run fast
     * @param detours ports besides {@code port}
     */
    public static ProcessRunner of(
            String name,
            Path folder,
            int port,
            int controllerPort,
            boolean startFast,
            List<KafkaSettings.Detour> detours) {
        List<String> command = new ArrayList<>(Guard.dyingWithParent());
        command.addAll(List.of(Programs.java(), "-Xms128m", "-Xmx512m", "-XX:+UseSerialGC", "-Xshare:auto"));
        if (startFast) {
            // The quick compiler alone: ready in half the time.
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.addAll(List.of("-cp", classPath(), KafkaBroker.class.getName()));
        command.addAll(List.of(folder.toString(), Integer.toString(port), Integer.toString(controllerPort)));
        detours.forEach(detour -> command.add(detour.toString()));
        return ProcessRunner.of(ProcessPlan.server(name, folder, "TERM", STOP_TIME_MAX, command));
    }

    /** The build writes down where the broker's libraries are, since who uses this module doesn't have them. */
    private static String classPath() {
        try (InputStream libraries = KafkaProcess.class.getResourceAsStream("/dev/portside/stack/class-path")) {
            if (libraries == null) {
                throw new IllegalStateException("the build did not write the broker's class path");
            }
            return ProcessRunner.ownClasses()
                    + System.getProperty("path.separator")
                    + new String(libraries.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
