package dev.portside.bootstrap.commands;

import static java.lang.System.Logger.Level.INFO;

import dev.portside.bootstrap.Portside;
import dev.portside.bootstrap.logging.Logging;
import dev.portside.bootstrap.settings.Environment;
import dev.portside.bootstrap.settings.Settings;
import dev.portside.domain.shared.Unavailable;
import dev.portside.http.AddressInUse;
import dev.portside.postgres.SchemaFault;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;

/** {@code portside serve}: runs until SIGTERM or Ctrl-C, then stops within {@code SHUTDOWN_TIMEOUT} and exits with 0. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Serve until told to stop (the default command).")
final class ServeCommand implements Runnable {
    private static final int UNCLEAN = 1;

    @Override
    public void run() {
        serve(Settings.read(Environment.ofProcess()));
    }

    static void serve(Settings settings) {
        Logging.configure(settings.log());
        Portside portside = start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(portside), "shutdown"));
        System.out.println(banner(portside, settings));
        StartCache.report();
        awaitShutdown();
    }

    private static Portside start(Settings settings) {
        try {
            return Portside.start(settings);
        } catch (AddressInUse e) {
            throw new CommandFailed(e.getMessage() + "; set PORT or HOST");
        } catch (Unavailable e) {
            throw CommandFailed.away(String.valueOf(e.getMessage()), e);
        } catch (SchemaFault e) {
            throw new CommandFailed(String.valueOf(e.getMessage()));
        }
    }

    private static String banner(Portside portside, Settings settings) {
        return "Portside serves http" + (settings.tls().isPresent() ? "s" : "") + "://localhost:" + portside.port()
                + " ("
                + settings.repositoryType().name().toLowerCase(Locale.ROOT) + ")"
                + portside.managementPort()
                        .map(port -> ", health and metrics at port " + port)
                        .orElse("")
                + portside.startToken().map(token -> ", token " + token).orElse("");
    }

    private static void stop(Portside portside) {
        System.Logger log = System.getLogger(ServeCommand.class.getName());
        log.log(INFO, "stopping");
        boolean clean = portside.stop();
        log.log(INFO, clean ? "stopped" : "stopped, but not everything ended well");
        // A hook's own halt sets the exit code; without it a signal ends the process with 143.
        Runtime.getRuntime().halt(clean ? 0 : UNCLEAN);
    }

    private static void awaitShutdown() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
