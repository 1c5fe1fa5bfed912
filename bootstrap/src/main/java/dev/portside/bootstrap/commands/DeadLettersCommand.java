package dev.portside.bootstrap.commands;

import dev.portside.application.json.Json;
import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.deadletters.Source;
import dev.portside.http.Access;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code portside dead-letters}: what an operator does with work that died. It asks the running service, which alone can
 * give work back to the flow that it came from, and says who may.
 */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        description = "List, requeue or discard the dead letters of a running Portside; needs the role admin.")
final class DeadLettersCommand implements Runnable {
    private static final String PATH = "/api/dead-letters";

    @Mixin
    private final ServiceUrl service = new ServiceUrl();

    @Mixin
    private final AccessToken token = new AccessToken();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say list, requeue or discard");
    }

    private interface Work {
        void with(ServiceCalls calls, PrintWriter out) throws InterruptedException;
    }

    private void call(Work work) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (ServiceCalls calls =
                new ServiceCalls(service.checked(spec.commandLine()), token.of("dead-letters", Access.ADMIN))) {
            work.with(calls, out);
        } finally {
            out.flush();
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Show them, the oldest first.")
    void list(
            @Option(names = "--source", paramLabel = "FLOW", description = "Only of ${COMPLETION-CANDIDATES}.")
                    Optional<Source> source,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "100",
                            description = "How many, 1 to " + DeadLetters.PAGE_SIZE_MAX + " (${DEFAULT-VALUE}).")
                    int limit,
            @Option(names = "--after", paramLabel = "ID", description = "Only those behind this one.")
                    Optional<String> after)
            throws InterruptedException {
        call((calls, out) -> {
            JsonNode letters = calls.get(PATH + "?limit=" + limit
                    + source.map(one -> "&source=" + word(one)).orElse("")
                    + after.map(id -> "&after=" + id).orElse(""));
            letters.forEach(letter -> out.println("%s  %-8s %s  %s attempts  %s"
                    .formatted(
                            letter.path("id").asString(),
                            letter.path("source").asString(),
                            letter.path("last_failure_at").asString(),
                            letter.path("attempts").asString(),
                            letter.path("error").asString())));
            out.println(letters.isEmpty() ? "none" : letters.size() + " shown");
        });
    }

    @Command(
            name = "requeue",
            mixinStandardHelpOptions = true,
            description = {
                "Give work back to the flow that it came from; a repeat changes nothing.",
                "By their ids, else the oldest ones within the filter."
            })
    void requeue(
            @Parameters(paramLabel = "ID", arity = "0..*", description = "Which.") @Nullable List<String> ids,
            @Option(names = "--source", paramLabel = "FLOW", description = "Only of ${COMPLETION-CANDIDATES}.")
                    Optional<Source> source,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "" + DeadLetters.PAGE_SIZE_MAX,
                            description = "How many, 1 to " + DeadLetters.PAGE_SIZE_MAX + " (${DEFAULT-VALUE}).")
                    int limit,
            @Option(names = "--dry-run", description = "Only count them.") boolean dryRun)
            throws InterruptedException {
        call((calls, out) -> {
            if (ids != null) {
                for (String id : ids) {
                    JsonNode _ = calls.post(PATH + "/" + id + "/requeue", Json.object());
                    out.println(id + " requeued");
                }
            } else {
                ObjectNode filter = Json.object().put("limit", limit).put("dry_run", dryRun);
                source.ifPresent(one -> filter.put("source", word(one)));
                JsonNode done = calls.post(PATH + "/requeue", filter);
                out.println("%s matched, %s requeued, %s failed"
                        .formatted(
                                done.path("matched").asString(),
                                done.path("requeued").asString(),
                                done.path("failed").asString()));
            }
        });
    }

    @Command(name = "discard", mixinStandardHelpOptions = true, description = "Delete them for good, with their work.")
    void discard(@Parameters(paramLabel = "ID", arity = "1..*", description = "Which.") List<String> ids)
            throws InterruptedException {
        call((calls, out) -> {
            for (String id : ids) {
                calls.delete(PATH + "/" + id);
                out.println(id + " discarded");
            }
        });
    }

    private static String word(Source source) {
        return source.name().toLowerCase(Locale.ROOT);
    }
}
