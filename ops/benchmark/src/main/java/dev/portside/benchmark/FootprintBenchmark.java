package dev.portside.benchmark;

import dev.portside.stack.Backend;
import dev.portside.stack.LocalStack;
import dev.portside.stack.Profile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;

/**
 * What an instance costs: how long after it is executed it first answers, and how much memory it has resident; once when it
 * serves from memory, after a load of reads, and once with all roles on real servers, under all that two cores can do. Linux
 * alone.
 */
public final class FootprintBenchmark {
    private static final double START_SECONDS_MOST = 1.0;
    private static final double RESIDENT_MEGABYTES_MOST = 300;
    private static final double REAL_START_SECONDS_MOST = 3.0;
    private static final double REAL_RESIDENT_MEGABYTES_MOST = (2L << 30) / 1e6;
    private static final int CONNECTIONS = 64;
    private static final int TODOS = 1000;
    private static final int ORDERS = 100;
    private static final List<String> PATHS = List.of(
            "/todos?limit=100",
            "/api/orders/b563feb7b2b84b6test1",
            "/api/bucket/check?key=footprint",
            "/todos?limit=10");

    /** What the JVM finds in a container of two processors and two gigabytes. */
    private static final String CONTAINER = "-XX:ActiveProcessorCount=2 -XX:MaxRAM=2g";

    private FootprintBenchmark() {}

    /** @param arguments the distribution's folder, the number of starts, seconds of load */
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        Tool.require(Tool.WRK);
        Path distribution = Path.of(arguments[0]);
        int starts = Integer.parseInt(arguments[1]);
        int seconds = Integer.parseInt(arguments[2]);
        List<Figure> figures = new ArrayList<>(inMemory(Portside.inMemory(distribution), starts, seconds));
        try (LocalStack stack = new LocalStack(Profile.PRODUCTION, System.getenv()).warmUp(Backend.values())) {
            Databases databases = Databases.fresh(stack);
            try {
                figures.addAll(onServers(Portside.on(stack, databases, distribution), starts, seconds));
            } finally {
                databases.drop(stack);
            }
        }
        new Part("footprint", "", figures).tell();
    }

    private static List<Figure> inMemory(Portside portside, int starts, int seconds)
            throws IOException, InterruptedException {
        return List.of(
                Figure.atMost(
                        "start from memory: first answer after it is executed, s",
                        new Starts(portside, "/todos").seconds(starts),
                        START_SECONDS_MOST),
                Figure.atMost(
                        "from memory, after %d s of reads: resident, MB".formatted(seconds),
                        Spread.of(residentMegabytes(portside, seconds)),
                        RESIDENT_MEGABYTES_MOST));
    }

    private static double residentMegabytes(Portside portside, int seconds) throws IOException, InterruptedException {
        try (ServerProcess server = portside.serve()) {
            portside.run("seed-todos", "--count", "" + TODOS, "--url", server.url(""));
            portside.run("publish-orders", "--count", "" + ORDERS, "--seed", "1", "--url", server.url(""));
            for (String path : PATHS) {
                double rate = new Wrk(1, CONNECTIONS).measure(server.url(path), Math.max(1, seconds / PATHS.size()));
                System.out.printf("GET %s: %,.0f requests/s%n", path, rate);
            }
            return server.residentBytes() / 1e6;
        }
    }

    private static List<Figure> onServers(Portside portside, int starts, int seconds)
            throws IOException, InterruptedException, ExecutionException {
        // Migrates, and makes topics and streams.
        portside.serve().close();
        return List.of(
                Figure.atMost(
                        "start on real servers, migrated: ready after it is executed, s",
                        new Starts(portside, "/readyz").seconds(starts),
                        REAL_START_SECONDS_MOST),
                Figure.atMost(
                        "all roles on real servers within 2 processors, %d s of all flows at once: most resident, MB"
                                .formatted(seconds),
                        Spread.of(mostResidentMegabytes(portside, seconds)),
                        REAL_RESIDENT_MEGABYTES_MOST));
    }

    private static double mostResidentMegabytes(Portside portside, int seconds)
            throws IOException, InterruptedException, ExecutionException {
        Portside contained = portside.with("PORTSIDE_JAVA_OPTS", CONTAINER)
                .with("MAX_MEMORY_USAGE", "512MB")
                .with("BUCKET_CAPACITY", "1000000000");
        try (ServerProcess server = contained.serve()) {
            MixedLoad load = new MixedLoad(contained, server, new SplittableRandom(1));
            load.run(Duration.ofSeconds(seconds)).forEach((flow, rate) -> System.out.println(flow + ": " + rate));
            return server.mostResidentBytes() / 1e6;
        }
    }
}
