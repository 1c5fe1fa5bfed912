package dev.portside.benchmark;

import dev.portside.stack.Backend;
import dev.portside.stack.LocalStack;
import dev.portside.stack.Profile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * User events from a filled outbox to the topic, against a bare transactional producer with the same batches and records,
 * in turns on one broker; then how long after its change an event is seen at a steady rate. Fails when an event is lost or
 * doubled.
 */
public final class RelayBenchmark {
    private static final double TARGET_RATIO = 0.5;
    private static final double TARGET_VISIBLE_MILLIS = 150;
    private static final int EVENTS_PER_SECOND = 1_000;

    /** A service that has just started compiles what it runs for a minute, on the cores that everybody else is on. */
    private static final Duration WARM_UP = Duration.ofMinutes(1);

    private static final int WARM_UP_ROUNDS = 2;
    private static final int CALLERS = 64;
    private static final int PARTITIONS = 32;
    private static final int BATCH_SIZE = 100;
    private static final String TOPIC = "user-events";
    private static final String BARE_TOPIC = "bare-events";

    /** Held here, since the logging system alone forgets its level. */
    private static final Logger LOG = Logger.getLogger("org.apache.kafka");

    private final List<String> serve;
    private final Map<String, String> settings;
    private final String brokers;
    private int users;

    private RelayBenchmark(List<String> serve, Map<String, String> settings, String brokers) {
        this.serve = serve;
        this.settings = settings;
        this.brokers = brokers;
    }

    /**
     * @param arguments the distribution's folder, rounds, seconds at the steady rate, settings as {@code NAME=VALUE}; a
     *     round has as many events as these seconds
     */
    public static void main(String[] arguments) throws Exception {
        LOG.setLevel(Level.SEVERE);
        List<String> serve =
                List.of(Path.of(arguments[0]).resolve("bin/portside").toString(), "serve");
        int rounds = Integer.parseInt(arguments[1]);
        Duration time = Duration.ofSeconds(Long.parseLong(arguments[2]));
        try (LocalStack stack = new LocalStack(Profile.PRODUCTION, System.getenv())) {
            stack.warmUp(Backend.POSTGRES_MAIN, Backend.POSTGRES_INBOX, Backend.KAFKA);
            Databases databases = Databases.fresh(stack);
            String brokers = stack.kafka().brokers();
            Map<String, String> settings = new HashMap<>(databases.settings());
            settings.putAll(Map.of(
                    "REPOSITORY_TYPE", "postgres",
                    "HOST", "127.0.0.1",
                    "PORT", "0",
                    "LOG_LEVEL", "error",
                    "KAFKA_BROKERS", brokers,
                    "RELAY_BATCH_SIZE", Integer.toString(BATCH_SIZE)));
            settings.putAll(GivenSettings.parse(List.of(arguments).subList(3, arguments.length)));
            try {
                makeTopics(brokers);
                new Part("relay", "", new RelayBenchmark(serve, settings, brokers).run(rounds, time)).tell();
            } finally {
                databases.drop(stack);
            }
        }
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

    private List<Figure> run(int rounds, Duration time) throws Exception {
        int events = Math.toIntExact(EVENTS_PER_SECOND * time.toSeconds());
        System.out.printf("Relay, %d rounds of %,d events in batches of %d%n%n", rounds, events, BATCH_SIZE);
        Comparison comparison = new Comparison("Portside", "bare producer");
        try (ServerProcess api = start("api");
                ServerProcess relay = start("relay")) {
            // The first rounds warm up all that take part.
            for (int round = 1 - WARM_UP_ROUNDS; round <= rounds; round++) {
                TopicReader.Read ours = relayed(api, relay, events);
                double bare = bare(ours.records());
                System.out.printf(Locale.ROOT, "%d: Portside %,.0f/s, bare %,.0f/s%n", round, ours.perSecond(), bare);
                if (round > 0) {
                    comparison.add(ours.perSecond(), bare);
                }
            }
        }
        System.out.printf("%nEvents a second%n%n%s%n", comparison.table());
        double[] visible = visible(rounds, time);
        return List.of(
                Figure.atLeast(
                        "user events relayed: times a bare transactional producer",
                        comparison.ratio("bare producer"),
                        TARGET_RATIO),
                Figure.atMost(
                        "user events at %,d a second: p99 until visible, ms".formatted(EVENTS_PER_SECOND),
                        Spread.of(visible),
                        TARGET_VISIBLE_MILLIS),
                Figure.told("user events relayed a second", comparison.rate()));
    }

    /** Fills the outbox while the relay stands still, which then gets its lanes again. */
    private TopicReader.Read relayed(ServerProcess api, ServerProcess relay, int events) throws Exception {
        try (TopicReader reader = new TopicReader(brokers, TOPIC)) {
            relay.pause();
            register(api, Pace.calls(events));
            relay.resume();
            return reader.read(events);
        }
    }

    private double bare(List<ConsumerRecord<byte[], byte[]>> records) throws Exception {
        try (TopicReader reader = new TopicReader(brokers, BARE_TOPIC);
                BareProducer producer = new BareProducer(brokers, BARE_TOPIC);
                ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<?> publishing = thread.submit(() -> producer.publish(records, BATCH_SIZE));
            double perSecond = reader.read(records.size()).perSecond();
            publishing.get();
            return perSecond;
        }
    }

    /** One instance answers and relays. Returns the p99 of each round in milliseconds. */
    private double[] visible(int rounds, Duration time) throws Exception {
        try (ServerProcess server = start("api,relay");
                TopicReader reader = new TopicReader(brokers, TOPIC)) {
            Histogram _ = ages(server, reader, WARM_UP);
            double[] p99 = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                Histogram ages = ages(server, reader, time);
                p99[round] = Latency.p99Millis(ages);
                System.out.printf(
                        Locale.ROOT,
                        "%d: at %,d events a second, from an event's time to a reader: p50 %.1f ms, p99 %.1f ms, max %.1f ms%n",
                        round + 1,
                        EVENTS_PER_SECOND,
                        ages.getValueAtPercentile(50) / 1e6,
                        p99[round],
                        ages.getMaxValue() / 1e6);
            }
            return p99;
        }
    }

    /** Of events that come evenly for so long. */
    private Histogram ages(ServerProcess server, TopicReader reader, Duration time) throws Exception {
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<Histogram> ages = thread.submit(() -> reader.ages(EVENTS_PER_SECOND * time.toSeconds()));
            register(server, Pace.openLoop(EVENTS_PER_SECOND, time));
            return ages.get();
        }
    }

    private ServerProcess start(String roles) throws IOException {
        Map<String, String> own = new HashMap<>(settings);
        own.put("ROLES", roles);
        return ServerProcess.start(serve, own);
    }

    private void register(ServerProcess server, Pace pace) throws IOException {
        Supplier<ByteBuffer> calls = () -> {
            users++;
            return RecordCalls.post(
                    "/api/users",
                    "{\"email\":\"user%d@example.com\",\"name\":\"User Number %d\"}".formatted(users, users));
        };
        try (Callers callers = new Callers(server.port(), CALLERS)) {
            callers.call(calls, pace, "201", Integer.MAX_VALUE);
        }
    }
}
