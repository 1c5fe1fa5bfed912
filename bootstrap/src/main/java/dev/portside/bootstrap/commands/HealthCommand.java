package dev.portside.bootstrap.commands;

import dev.portside.bootstrap.settings.Environment;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code portside health}: whether a service is ready, for health checks where there is no curl. It runs every few seconds
 * beside a service, so it does with what is cheap to start.
 */
@Command(
        name = "health",
        mixinStandardHelpOptions = true,
        description = "Ask a running service whether it is ready; exit 1 when it isn't or doesn't answer.")
final class HealthCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final List<String> PORTS = List.of("MANAGEMENT_PORT", "PORT", "HTTP_PORT");

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where the service tells how it does (this machine, as its settings say).")
    private @Nullable URI url;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public Integer call() {
        URI service = url == null ? here(Environment.ofProcess()) : ServiceUrl.checked(url, spec.commandLine());
        URI probe = service.resolve("/readyz");
        boolean ready = status(probe) == HttpURLConnection.HTTP_OK;
        PrintWriter out = spec.commandLine().getOut();
        out.println(ready ? "ready" : "not ready");
        out.flush();
        return ready ? 0 : 1;
    }

    /** Where a service with the same settings is. */
    static URI here(Environment environment) {
        String port = PORTS.stream()
                .map(environment::value)
                .filter(Objects::nonNull)
                .filter(value -> !value.isBlank())
                .findFirst()
                .orElse("8080");
        String certificate = environment.value("TLS_CERT");
        boolean plain = certificate == null || certificate.isBlank();
        return URI.create((plain ? "http" : "https") + "://localhost:" + port.strip());
    }

    private static int status(URI probe) {
        try {
            HttpURLConnection connection = (HttpURLConnection) probe.toURL().openConnection();
            connection.setConnectTimeout(Math.toIntExact(TIMEOUT.toMillis()));
            connection.setReadTimeout(Math.toIntExact(TIMEOUT.toMillis()));
            if (connection instanceof HttpsURLConnection encrypted && THIS_MACHINE.contains(probe.getHost())) {
                AnyCertificate.accept(encrypted);
            }
            try {
                return connection.getResponseCode();
            } finally {
                connection.disconnect();
            }
        } catch (IOException _) {
            throw new CommandFailed("no answer from " + probe + ": is the service running there?");
        }
    }
}
