package dev.portside.bootstrap.commands;

import dev.portside.bootstrap.Release;
import dev.portside.bootstrap.logging.Logging;
import dev.portside.bootstrap.logging.LogsThroughShutdown;
import dev.portside.bootstrap.settings.BadSettings;
import dev.portside.bootstrap.settings.LogSettings;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code bin/portside}: one program, a subcommand for each thing it can do. */
@Command(
        name = "portside",
        mixinStandardHelpOptions = true,
        version = Release.NAME + " " + Release.VERSION,
        description = "Records, products, users, rate limits, todos and orders in one service.",
        subcommands = {
            BackfillCommand.class,
            CheckOutboxCommand.class,
            DeadLettersCommand.class,
            HealthCommand.class,
            MigrateCommand.class,
            PublishOrdersCommand.class,
            RelayCommand.class,
            SeedTodosCommand.class,
            ServeCommand.class,
            TokenCommand.class
        },
        footer = {"", "Without a command, portside serves. Exit codes: 0 done, 1 failed, 2 bad usage or settings."})
public final class Main implements Runnable {
    private static final int FAILED = 1;
    private static final int BAD_USAGE = 2;

    private Main() {}

    public static void main(String[] arguments) {
        System.setProperty("java.util.logging.manager", LogsThroughShutdown.class.getName());
        Logging.configure(LogSettings.OF_COMMANDS);
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return commandLine(new Main());
    }

    /** A command with the words and exit codes of all. */
    static CommandLine commandLine(Object command) {
        return new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, commandLine, _) -> {
                    commandLine
                            .getErr()
                            .println(
                                    switch (e) {
                                        case BadSettings _, CommandFailed _ -> e.getMessage();
                                        default -> throw e;
                                    });
                    return e instanceof BadSettings ? BAD_USAGE : FAILED;
                });
    }

    @Override
    public void run() {
        new ServeCommand().run();
    }
}
