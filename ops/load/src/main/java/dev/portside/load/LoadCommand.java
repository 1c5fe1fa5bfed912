package dev.portside.load;

import dev.portside.load.report.ReportFiles;
import dev.portside.load.report.TextReport;
import dev.portside.load.report.VegetaReport;
import dev.portside.load.scenarios.NatsOrders;
import dev.portside.load.scenarios.OrderFeed;
import dev.portside.load.scenarios.Scenarios;
import dev.portside.load.scenarios.Target;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code make load-test}. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        description = {
            "Start tasks at a constant rate, measure every call from when it was due, and check what became of every task.",
            "Exit codes: 0 all is there and right; 1 something was lost, wrong, failed or refused, or the rate was not held;"
                    + " 2 bad usage."
        })
public final class LoadCommand implements Callable<Integer> {
    private static final int NOT_SOUND = 1;
    private static final int RATE_MAX = 100_000;
    private static final int TASKS_MAX = 1_000_000;
    private static final int TIMEOUT_SECONDS_MAX = 3_600;
    private static final int IN_FLIGHT_MAX = 10_000;
    private static final int LATE_MILLIS_MAX = 600_000;

    @Option(
            names = "--url",
            defaultValue = "http://localhost:${env:PORT:-8080}",
            description = "Where the service is (${DEFAULT-VALUE}).")
    private URI url = URI.create("");

    @Option(names = "--scenario", defaultValue = "records", description = "What tasks do (${DEFAULT-VALUE}).")
    private String scenario = "";

    @Option(
            names = "--rps",
            split = ",",
            defaultValue = "50",
            description = "Tasks that start in a second (${DEFAULT-VALUE}); several rates run one after the other.")
    private List<Integer> rates = List.of();

    @Option(names = "--tasks", defaultValue = "200", description = "How many, at each rate (${DEFAULT-VALUE}).")
    private int tasks;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long a call, and what was accepted, may take (${DEFAULT-VALUE}).")
    private int timeoutSeconds;

    @Option(
            names = "--in-flight",
            defaultValue = "1000",
            description = "Tasks under way at most; more than that wait, which is measured (${DEFAULT-VALUE}).")
    private int inFlight;

    @Option(
            names = "--late",
            paramLabel = "MILLIS",
            defaultValue = "250",
            description =
                    "How late the last task may start for the rate to be held, where that is more than a twentieth"
                            + " of the time (${DEFAULT-VALUE}).")
    private int lateMillis;

    @Option(
            names = "--warm-up",
            paramLabel = "CALLS",
            defaultValue = "800",
            description =
                    "Calls of /livez before, so that this process's own start is not measured (${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--token",
            defaultValue = "${env:TOKEN}",
            description = "Who calls: with role todos:write where todos are written (TOKEN).")
    private Optional<String> token = Optional.empty();

    @Option(
            names = "--nats",
            defaultValue = "${env:NATS_URL}",
            description = "Where orders are published (NATS_URL); without it, at the service's test call.")
    private Optional<String> nats = Optional.empty();

    @Option(
            names = "--subject",
            defaultValue = "${env:NATS_SUBJECT:-orders}",
            description = "There (${DEFAULT-VALUE}).")
    private String subject = "";

    @Option(names = "--out", defaultValue = "target/load", description = "Where reports go (${DEFAULT-VALUE}).")
    private Path folder = Path.of("");

    @Option(names = "--vegeta", description = "Print the report as vegeta does.")
    private boolean vegeta;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new LoadCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        checkUsage();
        try (Service service = new Service(url, present(token), Duration.ofSeconds(timeoutSeconds))) {
            if (!service.isThere()) {
                return failed("no service answers at " + url + ": start one with make run or make run-stack");
            }
            service.warmUp(warmUp);
            if (present(nats).isEmpty()) {
                return load(service, order -> service.post("/api/test/orders", order));
            }
            try (NatsOrders orders = new NatsOrders(present(nats).get(), subject)) {
                return load(service, orders);
            }
        } catch (TaskFault e) {
            return failed(e.what());
        }
    }

    private int load(Service service, OrderFeed orders) throws TaskFault, InterruptedException, IOException {
        boolean sound = true;
        for (int rate : rates) {
            Target target = new Target(service, orders, System.currentTimeMillis());
            Scenario made = Scenarios.named(scenario, target).orElseThrow();
            Result result = run(rate, made);
            report(rates.size() == 1 ? scenario : scenario + "-" + rate, result);
            sound &= result.sound();
        }
        return sound ? 0 : NOT_SOUND;
    }

    private Result run(int rate, Scenario made) throws TaskFault, InterruptedException {
        boolean terminal =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        Progress progress = new Progress(out(), terminal, tasks);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            LoadPlan plan = new LoadPlan(rate, tasks, Duration.ofMillis(lateMillis), inFlight);
            return new OpenLoop(plan, Clock.SYSTEM, executor, progress).run(scenario, made);
        }
    }

    private void report(String name, Result result) throws IOException {
        out().print(vegeta ? VegetaReport.text(result) : TextReport.summary(result));
        ReportFiles.write(folder, name, result).forEach(file -> out().println("  " + file));
        out().flush();
    }

    private void checkUsage() {
        rates.forEach(rate -> check("--rps", rate, RATE_MAX));
        check("--tasks", tasks, TASKS_MAX);
        check("--timeout", timeoutSeconds, TIMEOUT_SECONDS_MAX);
        check("--in-flight", inFlight, IN_FLIGHT_MAX);
        check("--late", lateMillis, LATE_MILLIS_MAX);
        check("--warm-up", warmUp, TASKS_MAX);
        if (!String.valueOf(url.getScheme()).matches("https?") || url.getHost() == null) {
            throw usage("--url must be an http URL");
        }
        if (!Scenarios.names().contains(scenario)) {
            throw usage("--scenario must be one of " + String.join(", ", Scenarios.names()));
        }
        if (Scenarios.needsToken(scenario) && present(token).isEmpty()) {
            throw usage(scenario + " writes todos and needs a token: set TOKEN, or JWT_SECRET as the service has it");
        }
    }

    private void check(String option, int value, int max) {
        if (value < 1 || value > max) {
            throw usage(option + " must be 1 to " + max);
        }
    }

    /** An option is given, and its variable not set to nothing. */
    private static Optional<String> present(Optional<String> option) {
        return option.filter(value -> !value.isBlank());
    }

    private ParameterException usage(String fault) {
        return new ParameterException(spec.commandLine(), fault);
    }

    private int failed(String why) {
        spec.commandLine().getErr().println(why);
        return NOT_SOUND;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
