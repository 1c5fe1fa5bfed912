package dev.portside.bootstrap.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
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

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://localhost:${env:MANAGEMENT_PORT:-${env:PORT:-8080}}",
            description = "Where the service tells how it does (${DEFAULT-VALUE}).")
    private URI url = URI.create("");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public Integer call() {
        URI probe = ServiceUrl.checked(url, spec.commandLine()).resolve("/readyz");
        boolean ready = status(probe) == HttpURLConnection.HTTP_OK;
        PrintWriter out = spec.commandLine().getOut();
        out.println(ready ? "ready" : "not ready");
        out.flush();
        return ready ? 0 : 1;
    }

    private static int status(URI probe) {
        try {
            HttpURLConnection connection = (HttpURLConnection) probe.toURL().openConnection();
            connection.setConnectTimeout(Math.toIntExact(TIMEOUT.toMillis()));
            connection.setReadTimeout(Math.toIntExact(TIMEOUT.toMillis()));
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
