package dev.portside.stack.process;

import dev.portside.stack.StackFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A program out of a Debian package that is downloaded and unpacked, not installed: nothing of the system changes and no
 * service starts.
 *
 * @param name of the package
 * @param program its path within the package
 * @param help what else whoever lacks the program may do
 */
public record DebianPackage(String name, String program, String help) {
    private static final Duration DOWNLOAD_TIME_MAX = Duration.ofMinutes(2);

    /** Root may refresh the list of packages, which a new machine often lacks. */
    private static final String SCRIPT = """
            cd "$1" || exit 1
            apt-get download "$2" || { apt-get update && apt-get download "$2"; } || exit 1
            dpkg-deb -x "$2"_*.deb . && rm "$2"_*.deb
            """;

    static final DebianPackage NATS_SERVER = new DebianPackage(
            "nats-server",
            "usr/sbin/nats-server",
            "install it (apt-get install nats-server, brew install nats-server),"
                    + " start Docker, or give the server's address in STACK_NATS");

    /** The web server and proxy. */
    public static final DebianPackage NGINX =
            new DebianPackage("nginx", "usr/sbin/nginx", "install it (apt-get install nginx, brew install nginx)");

    /** Checks Prometheus' settings and rules. */
    public static final DebianPackage PROMTOOL = new DebianPackage(
            "prometheus",
            "usr/bin/promtool",
            "install Prometheus (apt-get install prometheus, brew install prometheus)");

    /** The program on the PATH, else out of its package; {@link StackFailure} when it cannot be had. */
    public Path path() {
        return Programs.find(title()).orElseGet(this::unpacked);
    }

    private String title() {
        return Path.of(program).getFileName().toString();
    }

    private Path unpacked() {
        if (Programs.find("apt-get").isEmpty() || Programs.find("dpkg-deb").isEmpty()) {
            throw new StackFailure("there is no " + title() + " on this machine: " + help);
        }
        return Cache.folder(name, this::download).resolve(program);
    }

    private void download(Path folder) throws IOException {
        Path log = folder.resolve("download.log");
        Process process = new ProcessBuilder(List.of("sh", "-c", SCRIPT, "sh", folder.toString(), name))
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
        throw new StackFailure("there is no " + title() + " on this machine and apt-get can't download it: " + help
                + "; the end of its log:\n" + Files.readString(log));
    }
}
