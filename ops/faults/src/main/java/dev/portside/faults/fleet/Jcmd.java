package dev.portside.faults.fleet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Tells a JVM to do something, as the JDK's {@code jcmd} does. */
public final class Jcmd {
    private Jcmd() {}

    /**
     * @param patience how long it may take
     * @return what was answered; empty when the process does not answer, since it stands still or has ended
     */
    public static Optional<String> tell(long pid, Duration patience, String command)
            throws InterruptedException, IOException {
        Path program = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process asking = new ProcessBuilder(
                        program.toString(), "-J-XX:TieredStopAtLevel=1", Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        if (!asking.waitFor(patience)) {
            asking.destroyForcibly();
            return Optional.empty();
        }
        String told = new String(asking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return asking.exitValue() == 0 ? Optional.of(told) : Optional.empty();
    }
}
