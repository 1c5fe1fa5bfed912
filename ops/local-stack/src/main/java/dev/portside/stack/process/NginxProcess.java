package dev.portside.stack.process;

import dev.portside.stack.Names;
import dev.portside.stack.StackFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The machine's own nginx, else the one of its package registry, with the configuration that ships: other ports and other
 * upstreams, in a folder of its own, the rest as it is.
 */
public final class NginxProcess {
    private static final Duration STOP_TIME_MAX = Duration.ofSeconds(5);

    private NginxProcess() {}

    /**
     * Stands ready to start it.
     *
     * @param source the folder with nginx.conf
     * @param port for HTTP
     * @param tlsPort for HTTP over TLS
     * @param upstreams the ports of the servers behind it
     */
    public static ProcessRunner of(Path source, int port, int tlsPort, int... upstreams) {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"), Names.fresh("portside-nginx"));
        Path configuration = folder.resolve("nginx.conf");
        List<String> command = new ArrayList<>(Guard.dyingWithParent());
        command.addAll(command(configuration));
        command.addAll(List.of("-g", "daemon off;"));
        ProcessRunner nginx = ProcessRunner.of(ProcessPlan.server("nginx", folder, "TERM", STOP_TIME_MAX, command));
        configure(source, folder, port, tlsPort, upstreams);
        return nginx;
    }

    /** Writes the configuration into a folder and returns its main file. */
    public static Path configure(Path source, Path folder, int port, int tlsPort, int... upstreams) {
        try {
            certify(source.resolve("certificate.sh"), Files.createDirectories(folder.resolve("tls")));
            Files.writeString(folder.resolve("upstream.conf"), upstream(source.resolve("upstream.conf"), upstreams));
            String main = Files.readString(source.resolve("nginx.conf"))
                    .replace("listen 8080", "listen 127.0.0.1:" + port)
                    .replace("listen 8443", "listen 127.0.0.1:" + tlsPort)
                    .replace("/tmp/", folder + "/")
                    .replace("/dev/stdout", folder + "/access.log");
            return Files.writeString(folder.resolve("nginx.conf"), main);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The servers of containers, whose names nobody knows here, become those of this machine. */
    private static String upstream(Path file, int... ports) throws IOException {
        String servers = IntStream.of(ports)
                .mapToObj(port -> "server 127.0.0.1:" + port + " $1;")
                .collect(Collectors.joining(" "));
        String shipped = Files.readString(file);
        String changed = shipped.replaceFirst("server api:8080 resolve ([^;]*);", servers);
        if (changed.equals(shipped)) {
            throw new IllegalStateException(file + " has no server api:8080");
        }
        return changed;
    }

    /** Says what {@code nginx -t} finds wrong, warnings included; empty when nothing is. */
    public static String faults(Path configuration) throws IOException {
        List<String> command = new ArrayList<>(command(configuration));
        command.add("-t");
        Process test = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(test.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return ended(test) == 0 && !said.contains("[warn]") ? "" : said;
    }

    private static List<String> command(Path configuration) {
        Path folder = configuration.toAbsolutePath().getParent();
        return List.of(
                DebianPackage.NGINX.path().toString(),
                "-e",
                "stderr",
                "-p",
                String.valueOf(folder),
                "-c",
                configuration.toAbsolutePath().toString());
    }

    private static void certify(Path script, Path folder) throws IOException {
        Process process = new ProcessBuilder("sh", script.toString(), folder.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (ended(process) != 0) {
            throw new StackFailure("nginx gets no certificate: " + said);
        }
    }

    private static int ended(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new StackFailure("interrupted");
        }
    }
}
