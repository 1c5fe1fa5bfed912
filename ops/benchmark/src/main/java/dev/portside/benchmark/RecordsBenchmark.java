package dev.portside.benchmark;

import dev.portside.stack.Backend;
import dev.portside.stack.LocalStack;
import dev.portside.stack.Profile;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Records accepted and applied through two PostgreSQL servers, against db-scheduler and against bare inserts, in turns on
 * the same servers; then how long calls and tasks take at half of that rate. Fails when a task is lost or doubled.
 */
public final class RecordsBenchmark {
    private static final double TARGET_RATIO = 8;
    private static final double TARGET_ACCEPTING_MILLIS = 50;
    private static final double TARGET_APPLYING_MILLIS = 250;
    private static final String PEER = "db-scheduler";
    private static final String FLOOR = "bare inserts";

    private final PortsideRecords portside;
    private final PeerProcess peer;
    private final Floor floor;
    private final Databases databases;
    private final Duration time;

    private RecordsBenchmark(
            PortsideRecords portside, PeerProcess peer, Floor floor, Databases databases, Duration time) {
        this.portside = portside;
        this.peer = peer;
        this.floor = floor;
        this.databases = databases;
        this.time = time;
    }

    /** @param arguments the distribution's folder, rounds, seconds per measurement, settings as {@code NAME=VALUE} */
    public static void main(String[] arguments) throws IOException, InterruptedException, SQLException {
        String program = Path.of(arguments[0]).resolve("bin/portside").toString();
        int rounds = Integer.parseInt(arguments[1]);
        Duration time = Duration.ofSeconds(Long.parseLong(arguments[2]));
        RecordsSettings settings = new RecordsSettings(List.of(arguments).subList(3, arguments.length));
        System.out.printf("Records, %d rounds of %d s; SETTINGS='%s'%n%n", rounds, time.toSeconds(), settings);
        try (LocalStack stack = new LocalStack(Profile.PRODUCTION, System.getenv())) {
            stack.warmUp(Backend.POSTGRES_MAIN, Backend.POSTGRES_INBOX);
            Databases own = Databases.fresh(stack);
            Databases others = Databases.fresh(stack);
            try (ServerProcess server = ServerProcess.start(List.of(program, "serve"), settings.of(own));
                    ServerProcess peer = ServerProcess.start(peer(server), settings.of(others));
                    Floor floor = new Floor(others);
                    Client client = new Client()) {
                RandomGenerator random = settings.random();
                PortsideRecords portside = new PortsideRecords(server, client, random);
                PeerProcess rival = new PeerProcess(peer, client, random);
                new Part(
                                "records",
                                "SETTINGS='%s'".formatted(settings),
                                new RecordsBenchmark(portside, rival, floor, others, time).run(rounds))
                        .tell();
            } finally {
                own.drop(stack);
                others.drop(stack);
            }
        }
    }

    private static List<String> peer(ServerProcess portside) throws IOException {
        return portside.commandOf(PeerServer.class, System.getProperty("java.class.path"));
    }

    private List<Figure> run(int rounds) throws IOException, InterruptedException, SQLException {
        WarmUp.of(portside);
        WarmUp.of(peer);
        Comparison comparison = new Comparison("Portside", PEER, FLOOR);
        for (int round = 1; round <= rounds; round++) {
            round(round, comparison);
        }
        System.out.printf("%nApplied a second%n%n%s%n", comparison.table());
        double half = comparison.rate().median() / 2;
        databases.settle();
        Latency latency = portside.latency(half, time.multipliedBy(rounds));
        System.out.printf(Locale.ROOT, "At %,.0f tasks a second%n%n%s%n", half, latency.table());
        return List.of(
                Figure.atLeast("records applied: times " + PEER, comparison.ratio(PEER), TARGET_RATIO),
                Figure.atMost(
                        "records at half that rate: p99 of 202, ms",
                        Spread.of(Latency.p99Millis(latency.accepting())),
                        TARGET_ACCEPTING_MILLIS),
                Figure.atMost(
                        "records at half that rate: p99 from accepted to applied, ms",
                        Spread.of(Latency.p99Millis(latency.applying())),
                        TARGET_APPLYING_MILLIS),
                Figure.told("records applied a second", comparison.rate()));
    }

    /** Whoever comes first in a round comes last in the next one, so that a drift of the machine helps neither. */
    private void round(int number, Comparison comparison) throws IOException, InterruptedException, SQLException {
        boolean first = number % 2 == 1;
        Throughput one = measure(first ? portside : peer);
        double bare = floor();
        Throughput other = measure(first ? peer : portside);
        Throughput ours = first ? one : other;
        Throughput theirs = first ? other : one;
        System.out.printf("%d: Portside %s; %s %s%n", number, ours, PEER, theirs);
        comparison.add(ours.appliedPerSecond(), theirs.appliedPerSecond(), bare);
    }

    private Throughput measure(Contender contender) throws IOException, InterruptedException, SQLException {
        databases.settle();
        return contender.throughput(time);
    }

    private double floor() throws SQLException {
        databases.settle();
        return floor.measure(time);
    }
}
