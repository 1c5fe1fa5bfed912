package dev.portside.bootstrap.commands;

import dev.portside.bootstrap.settings.DatabaseSettings;
import dev.portside.bootstrap.settings.Environment;
import dev.portside.postgres.Migrations;
import dev.portside.postgres.Migrations.Version;
import dev.portside.postgres.Schema;
import java.io.Console;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code portside migrate}: brings the schemas of both databases up or down. */
@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        description = {
            "Bring the schemas of both databases up or down.",
            "The databases are where DATABASE_URL and INBOX_DATABASE_URL say, else DB_* and INBOX_DB_*."
        })
final class MigrateCommand {
    private record Undoing(MigratedDatabase database, Version version) {
        @Override
        public String toString() {
            return database + "  version " + version.number() + " (" + version.name() + ")";
        }
    }

    private static final int NOT_CONFIRMED = 1;

    private final Supplier<DatabaseSettings> settings;
    private final Function<String, Optional<String>> question;

    @Option(
            names = "--database",
            paramLabel = "DATABASE",
            scope = ScopeType.INHERIT,
            description = "Only this one: main or inbox (both).")
    private Optional<Schema> only = Optional.empty();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    MigrateCommand() {
        this(() -> DatabaseSettings.read(Environment.ofProcess()), MigrateCommand::ask);
    }

    /** @param question asks the user; no answer when nobody can be asked */
    MigrateCommand(Supplier<DatabaseSettings> settings, Function<String, Optional<String>> question) {
        this.settings = settings;
        this.question = question;
    }

    private static Optional<String> ask(String prompt) {
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(console -> console.readLine("%s", prompt));
    }

    @Command(mixinStandardHelpOptions = true, description = "Bring each schema to its newest version.")
    void up() {
        for (MigratedDatabase database : databases()) {
            int versions = database.migrations(Migrations::up);
            print(database + "  "
                    + switch (versions) {
                        case 0 -> "up to date";
                        case 1 -> "1 version applied";
                        default -> versions + " versions applied";
                    });
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Undo the newest version of each schema, with all data that it holds.",
                "Asks first on a terminal; elsewhere --yes must be given."
            })
    int down(@Option(names = "--yes", description = "Don't ask.") boolean sure) {
        List<Undoing> undoings = databases().reversed().stream()
                .flatMap(database -> database.newest().map(version -> new Undoing(database, version)).stream())
                .toList();
        if (undoings.isEmpty()) {
            print("nothing to undo");
            return 0;
        }
        if (!sure && !confirmed(undoings)) {
            print("nothing was undone");
            return NOT_CONFIRMED;
        }
        for (Undoing undoing : undoings) {
            undoing.database.migrations(Migrations::down);
            print(undoing + " undone");
        }
        return 0;
    }

    private boolean confirmed(List<Undoing> undoings) {
        undoings.forEach(undoing -> print(undoing + " goes, with all data that it holds"));
        return question.apply("Type yes to undo: ")
                .orElseThrow(() -> new ParameterException(
                        spec.subcommands().get("down"), "--yes is needed where nobody can be asked"))
                .strip()
                .equals("yes");
    }

    @Command(mixinStandardHelpOptions = true, description = "Show the versions of each schema.")
    void info() {
        for (MigratedDatabase database : databases()) {
            List<Version> versions = database.migrations(Migrations::info);
            print(database.toString());
            versions.forEach(version -> print("  %-4s%-20s%s"
                    .formatted(
                            version.number(),
                            version.name(),
                            version.appliedAt()
                                    .map(at -> "applied " + at.truncatedTo(ChronoUnit.SECONDS))
                                    .orElse("pending"))));
        }
    }

    private List<MigratedDatabase> databases() {
        DatabaseSettings databases = settings.get();
        return Stream.of(
                        new MigratedDatabase(Schema.MAIN, databases.main()),
                        new MigratedDatabase(Schema.INBOX, databases.inbox()))
                .filter(database -> only.isEmpty() || only.get() == database.schema())
                .toList();
    }

    private void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
