package dev.portside.benchmark;

import dev.portside.stack.Backend;
import dev.portside.stack.LocalStack;
import dev.portside.stack.Profile;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Product events accepted over HTTP and applied, against a bare producer and a bare consumer with the same events and as
 * many callers, in turns on one broker and one PostgreSQL; then how long an acceptance takes at half of that rate. Fails
 * when an event is lost or doubled.
 */
public final class ProductsBenchmark {
    private static final double TARGET_RATIO = 0.5;
    private static final double TARGET_ACCEPTING_MILLIS = 100;
    private static final String SEED = "SEED";
    private static final int PARTITIONS = 32;
    private static final String TOPIC = "product-events";
    private static final String BARE_TOPIC = "bare-products";
    private static final String BARE = "bare producer and consumer";

    /** Held here, since the logging system alone forgets its level. */
    private static final Logger LOG = Logger.getLogger("org.apache.kafka");

    private ProductsBenchmark() {}

    /** @param arguments the distribution's folder, rounds, seconds per measurement, settings as {@code NAME=VALUE} */
    public static void main(String[] arguments) throws Exception {
        LOG.setLevel(Level.SEVERE);
        String program = Path.of(arguments[0]).resolve("bin/portside").toString();
        int rounds = Integer.parseInt(arguments[1]);
        Duration time = Duration.ofSeconds(Long.parseLong(arguments[2]));
        Map<String, String> given = GivenSettings.parse(List.of(arguments).subList(3, arguments.length));
        String seed = given.getOrDefault(SEED, Integer.toString(new SplittableRandom().nextInt()));
        SplittableRandom random = new SplittableRandom(Long.parseLong(seed));
        try (LocalStack stack = new LocalStack(Profile.PRODUCTION, System.getenv())) {
            stack.warmUp(Backend.POSTGRES_MAIN, Backend.POSTGRES_INBOX, Backend.KAFKA);
            Databases own = Databases.fresh(stack);
            Databases others = Databases.fresh(stack);
            String brokers = stack.kafka().brokers();
            makeTopics(brokers);
            Map<String, String> settings = settings(own, brokers, given);
            System.out.printf("Products, %d rounds of %d s; SEED=%s%n%n", rounds, time.toSeconds(), seed);
            try (ServerProcess server = ServerProcess.start(List.of(program, "serve"), settings);
                    PortsideProducts portside = new PortsideProducts(server, own, random.split())) {
                BareProducts bare = new BareProducts(brokers, BARE_TOPIC, PARTITIONS, others, random.split());
                new Part("products", "SETTINGS='SEED=%s'".formatted(seed), run(portside, bare, own, rounds, time))
                        .tell();
            } finally {
                own.drop(stack);
                others.drop(stack);
            }
        }
    }

    private static Map<String, String> settings(Databases databases, String brokers, Map<String, String> given) {
        Map<String, String> settings = new HashMap<>(databases.settings());
        settings.putAll(Map.of(
                "REPOSITORY_TYPE", "postgres",
                "ROLES", "api,products",
                "HOST", "127.0.0.1",
                "PORT", "0",
                "LOG_LEVEL", "error",
                "KAFKA_BROKERS", brokers));
        settings.putAll(given);
        return settings;
    }

    private static void makeTopics(String brokers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            admin.createTopics(List.of(
                            new NewTopic(TOPIC, PARTITIONS, (short) 1),
                            new NewTopic(BARE_TOPIC, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
    }

    private static List<Figure> run(
            PortsideProducts portside, BareProducts bare, Databases databases, int rounds, Duration time)
            throws IOException, InterruptedException, SQLException {
        WarmUp.of(portside);
        WarmUp.of(bare);
        Comparison comparison = new Comparison("Portside", BARE);
        for (int round = 1; round <= rounds; round++) {
            databases.settle();
            Throughput ours = portside.throughput(time);
            databases.settle();
            Throughput theirs = bare.throughput(time);
            System.out.printf("%d: Portside %s; bare %s%n", round, ours, theirs);
            comparison.add(ours.appliedPerSecond(), theirs.appliedPerSecond());
        }
        System.out.printf("%nApplied a second%n%n%s%n", comparison.table());
        double half = comparison.rate().median() / 2;
        Histogram accepting = portside.accepting(half, time);
        System.out.printf(
                Locale.ROOT,
                "At %,.0f events a second a 202 takes p50 %.1f ms, p99 %.1f ms%n%n",
                half,
                accepting.getValueAtPercentile(50) / 1e6,
                Latency.p99Millis(accepting));
        return List.of(
                Figure.atLeast("product events applied: times " + BARE, comparison.ratio(BARE), TARGET_RATIO),
                Figure.atMost(
                        "product events at half that rate: p99 of 202, ms",
                        Spread.of(Latency.p99Millis(accepting)),
                        TARGET_ACCEPTING_MILLIS),
                Figure.told("product events applied a second", comparison.rate()));
    }
}
