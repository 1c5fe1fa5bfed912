package dev.portside.stack.process;

import dev.portside.stack.StackFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A server out of a Debian package that is downloaded and unpacked, not installed: nothing of the system changes and no
 * service starts.
 */
final class DebianPackage {
    private static final Duration DOWNLOAD_TIME_MAX = Duration.ofMinutes(2);
    private static final String HELP = "install it (apt-get install nats-server, brew install nats-server),"
            + " start Docker, or give the server's address in STACK_NATS";

    /** Root may refresh the list of packages, which a new machine often lacks. */
    private static final String SCRIPT = """
            cd "$1" || exit 1
            apt-get download nats-server || { apt-get update && apt-get download nats-server; } || exit 1
            dpkg-deb -x nats-server_*.deb . && rm nats-server_*.deb
            """;

    private DebianPackage() {}

    static Path natsServer() {
        if (Programs.find("apt-get").isEmpty() || Programs.find("dpkg-deb").isEmpty()) {
            throw new StackFailure("there is no nats-server on this machine: " + HELP);
        }
        return Cache.folder("nats-server", DebianPackage::download).resolve("usr/sbin/nats-server");
    }

    private static void download(Path folder) throws IOException {
        Path log = folder.resolve("download.log");
        Process process = new ProcessBuilder(List.of("sh", "-c", SCRIPT, "sh", folder.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (process.waitFor(DOWNLOAD_TIME_MAX) && process.exitValue() == 0) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        throw new StackFailure("there is no nats-server on this machine and apt-get can't download it: " + HELP
                + "; the end of its log:\n" + Files.readString(log));
    }
}
