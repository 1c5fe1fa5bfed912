package dev.portside.bootstrap.commands;

import java.net.URI;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** {@code --url} of the commands that talk to a running Portside. */
final class ServiceUrl {
    @Option(
            names = "--url",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            defaultValue = "http://localhost:${env:PORT:-8080}",
            description = "Where the service is (${DEFAULT-VALUE}).")
    private URI url = URI.create("");

    /** The URL; bad usage when it is none of a service. */
    URI checked(CommandLine commandLine) {
        return checked(url, commandLine);
    }

    static URI checked(URI url, CommandLine commandLine) {
        if (!String.valueOf(url.getScheme()).matches("https?") || url.getHost() == null) {
            throw new ParameterException(commandLine, "--url must be an http URL");
        }
        return url;
    }
}
