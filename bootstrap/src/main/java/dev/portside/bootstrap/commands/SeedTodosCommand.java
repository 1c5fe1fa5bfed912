package dev.portside.bootstrap.commands;

import dev.portside.application.json.Json;
import dev.portside.http.Access;
import java.io.PrintWriter;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code portside seed-todos}: fills a running Portside with todos. */
@Command(
        name = "seed-todos",
        mixinStandardHelpOptions = true,
        description = {
            "Create todos in a running Portside: \"Todo 1\", \"Todo 2\" and so on.",
            "The token is the one given, else one that is signed with JWT_SECRET.",
            "Exit code 1 when one was not accepted."
        })
final class SeedTodosCommand implements Callable<Integer> {
    private static final int NOT_ALL_ACCEPTED = 1;

    @Option(names = "--count", paramLabel = "N", defaultValue = "10000", description = "How many (${DEFAULT-VALUE}).")
    private int count;

    @Mixin
    private final AccessToken token = new AccessToken();

    @Mixin
    private final ServiceUrl service = new ServiceUrl();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (count < 1) {
            throw new ParameterException(spec.commandLine(), "--count must be 1 or more");
        }
        URI url = service.checked(spec.commandLine());
        PrintWriter out = spec.commandLine().getOut();
        Optional<String> refusal = seed(url, token.of("seed-todos", Access.TODOS_WRITE), out);
        if (refusal.isPresent()) {
            spec.commandLine().getErr().println("refused: " + refusal.get());
            return NOT_ALL_ACCEPTED;
        }
        out.println(count + " todos accepted by " + url);
        out.flush();
        return 0;
    }

    private Optional<String> seed(URI url, String bearer, PrintWriter out) throws InterruptedException {
        Progress progress = Progress.of(out, "todos", count);
        try (Poster poster = new Poster(url.resolve("/todos"), Optional.of(bearer))) {
            for (int number = 1; number <= count; number++) {
                Optional<String> refusal = poster.post(Json.bytes(Json.object().put("title", "Todo " + number)));
                if (refusal.isPresent()) {
                    return refusal;
                }
                progress.step();
            }
        } finally {
            progress.interrupted();
        }
        return Optional.empty();
    }
}
