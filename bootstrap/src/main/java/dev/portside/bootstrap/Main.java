package dev.portside.bootstrap;

import dev.portside.bootstrap.settings.BadSettings;
import dev.portside.bootstrap.settings.Settings;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code bin/portside}. */
@Command(
        name = "portside",
        mixinStandardHelpOptions = true,
        version = "portside 1.0.0",
        description = "Records, products, users, rate limits, todos and orders in one service.")
public final class Main implements Runnable {
    private static final int BAD_USAGE = 2;

    private Main() {}

    public static void main(String[] arguments) {
        CommandLine commandLine = new CommandLine(new Main());
        commandLine.setExecutionExceptionHandler((e, _, _) -> {
            if (e instanceof BadSettings) {
                System.err.println(e.getMessage());
                return BAD_USAGE;
            }
            throw e;
        });
        int code = commandLine.execute(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** Serves until the process is told to stop. */
    @Override
    public void run() {
        serve();
    }

    @Command(name = "serve", description = "Serve until the process is told to stop (the default).")
    void serve() {
        Portside portside = Portside.start(Settings.read(System::getenv));
        Runtime.getRuntime().addShutdownHook(new Thread(portside::close, "shutdown"));
        System.out.println("Portside serves http://localhost:" + portside.port());
    }
}
