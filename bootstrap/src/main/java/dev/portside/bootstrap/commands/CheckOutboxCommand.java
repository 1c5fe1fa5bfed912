package dev.portside.bootstrap.commands;

import dev.portside.bootstrap.settings.Environment;
import dev.portside.domain.deadletters.Source;
import dev.portside.domain.users.OutboxEntry;
import dev.portside.domain.users.OutboxStats;
import dev.portside.domain.users.UserOutbox;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code portside check-outbox}: how far the events of users are. */
@Command(
        name = "check-outbox",
        mixinStandardHelpOptions = true,
        description = {
            "Show how many user events wait to be sent, since when, and the newest ones.",
            "The outbox is in the main database: DATABASE_URL, else DB_*."
        })
final class CheckOutboxCommand implements Runnable {
    @Option(
            names = "--newest",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many events to show (${DEFAULT-VALUE}).")
    private int newest;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    private final Supplier<Environment> environment;

    CheckOutboxCommand() {
        this(Environment::ofProcess);
    }

    CheckOutboxCommand(Supplier<Environment> environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        if (newest < 1 || newest > UserOutbox.PAGE_SIZE_MAX) {
            throw new ParameterException(spec.commandLine(), "--newest must be 1 to " + UserOutbox.PAGE_SIZE_MAX);
        }
        UserBackends.use(environment.get(), this::show);
    }

    private void show(UserBackends backends) {
        PrintWriter out = spec.commandLine().getOut();
        OutboxStats stats = backends.outbox().stats();
        out.println("unsent  " + stats.unsent()
                + (stats.unsent() == 0
                        ? ""
                        : ", the oldest for " + stats.oldestUnsent().truncatedTo(ChronoUnit.MILLIS)));
        out.println("dead    " + backends.deadLetters().count(Optional.of(Source.USERS)));
        List<OutboxEntry> entries = backends.outbox().newest(newest);
        if (!entries.isEmpty()) {
            out.println();
        }
        entries.forEach(entry -> out.println("%-9s %-27s %s  %s  user %s"
                .formatted(
                        entry.state().name().toLowerCase(Locale.ROOT),
                        entry.event().occurredAt(),
                        entry.event().type().topicName(),
                        entry.event().id().text(),
                        entry.event().user().id().text())));
        out.flush();
    }
}
