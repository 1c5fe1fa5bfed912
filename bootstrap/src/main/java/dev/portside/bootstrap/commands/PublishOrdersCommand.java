package dev.portside.bootstrap.commands;

import dev.portside.application.orders.OrderJson;
import dev.portside.bootstrap.samples.SampleOrders;
import dev.portside.bootstrap.samples.SpoiledOrders;
import dev.portside.bootstrap.settings.Environment;
import dev.portside.bootstrap.settings.NatsSettings;
import dev.portside.bootstrap.settings.RepositoryType;
import dev.portside.domain.orders.Order;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code portside publish-orders}: sends sample orders to the stream, or to a running Portside that has none. */
@Command(
        name = "publish-orders",
        mixinStandardHelpOptions = true,
        description = {
            "Publish sample orders to NATS, or with --url or REPOSITORY_TYPE=mock to a running Portside's",
            "test endpoint.",
            "The first five are always the same, b563feb7b2b84b6test1 to 5; further ones follow from the seed.",
            "While the service is full, each waits as it asks, at most ten times; then no more are sent.",
            "Exit code 1 when one was not accepted."
        })
final class PublishOrdersCommand implements Callable<Integer> {
    private static final int REASONS_SHOWN_MAX = 5;
    private static final int NOT_ALL_ACCEPTED = 1;

    @Option(names = "--count", paramLabel = "N", defaultValue = "5", description = "How many (${DEFAULT-VALUE}).")
    private int count;

    @Option(names = "--rate", paramLabel = "N", description = "At most so many a second (as fast as it goes).")
    private Optional<Double> rate = Optional.empty();

    @Option(
            names = "--invalid",
            paramLabel = "PERCENT",
            defaultValue = "0",
            description = "How many of them are spoiled, by chance (${DEFAULT-VALUE}).")
    private int invalidPercent;

    @Option(names = "--seed", paramLabel = "N", description = "Makes the same orders again (random).")
    private Optional<Long> seed = Optional.empty();

    @Mixin
    private final ServiceUrl service = new ServiceUrl();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    private final Supplier<Environment> environment;
    private int accepted;
    private int refused;

    PublishOrdersCommand() {
        this(Environment::ofProcess);
    }

    PublishOrdersCommand(Supplier<Environment> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        check(count >= 1, "--count must be 1 or more");
        check(rate.isEmpty() || (rate.get() > 0 && rate.get() <= 1e6), "--rate must be more than 0, at most 1000000");
        check(invalidPercent >= 0 && invalidPercent <= 100, "--invalid must be 0 to 100");
        URI url = service.checked(spec.commandLine());
        Environment settings = environment.get();
        boolean overHttp = spec.commandLine().getParseResult().hasMatchedOption("--url")
                || RepositoryType.MOCK.name().equalsIgnoreCase(settings.value("REPOSITORY_TYPE"));
        Optional<NatsSettings> nats = overHttp ? Optional.empty() : Optional.of(NatsSettings.read(settings));
        PrintWriter out = spec.commandLine().getOut();
        long seeded = seed.orElseGet(() -> new Random().nextLong(1, 1_000_000_000));
        if (count > SampleOrders.FIXED || invalidPercent > 0) {
            out.println("--seed " + seeded);
        }
        try (OrderTarget target = nats.<OrderTarget>map(NatsTarget::new)
                .orElseGet(() -> new Poster(url.resolve("/api/test/orders"), Optional.empty()))) {
            try {
                publish(target, new SampleOrders(seeded), new Random(seeded), out);
            } finally {
                out.println(accepted + " orders accepted by " + (overHttp ? url : target)
                        + (refused > 0 ? ", " + refused + " refused" : ""));
                out.flush();
            }
            return refused > 0 ? NOT_ALL_ACCEPTED : 0;
        }
    }

    private void publish(OrderTarget target, SampleOrders orders, Random chance, PrintWriter out)
            throws InterruptedException {
        Progress progress = Progress.of(out, "orders", count);
        long started = System.nanoTime();
        try {
            for (int i = 0; i < count; i++) {
                pace(started, i);
                Order order = orders.next();
                boolean spoil = chance.nextInt(100) < invalidPercent;
                byte[] payload = spoil ? SpoiledOrders.spoiled(order, chance) : OrderJson.bytes(order);
                Optional<String> refusal = target.post(payload);
                if (refusal.isEmpty()) {
                    accepted++;
                } else if (++refused <= REASONS_SHOWN_MAX) {
                    spec.commandLine().getErr().println(order.uid().value() + " refused: " + refusal.get());
                }
                progress.step();
            }
        } finally {
            progress.interrupted();
        }
    }

    /** Waits until it is the turn of message {@code index}. */
    private void pace(long started, int index) throws InterruptedException {
        if (rate.isPresent()) {
            long due = started + (long) (index / rate.get() * 1e9);
            Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
        }
    }

    private void check(boolean holds, String rule) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), rule);
        }
    }
}
