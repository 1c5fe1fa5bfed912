package dev.portside.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/**
 * One order, and the list of orders, from the cache, each against a bare handler that sends the same bytes, same JVM options,
 * in turns; then how long answers take with many connections.
 */
public final class OrdersBenchmark {
    private static final double TARGET = 0.9;
    private static final int ORDERS = 100;
    private static final int CONNECTIONS = 64;
    private static final int MANY_CONNECTIONS = 400;
    private static final String ONE = "/api/orders/b563feb7b2b84b6test1";
    private static final String LIST = "/api/orders";
    private static final Map<String, String> SETTINGS = Map.of(
            "REPOSITORY_TYPE", "mock",
            "HOST", "127.0.0.1",
            "PORT", "0",
            "LOG_LEVEL", "error");

    private OrdersBenchmark() {}

    /** @param arguments the distribution's folder, the number of rounds, seconds per measurement */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Tool.require(Tool.WRK);
        Path distribution = Path.of(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        int seconds = Integer.parseInt(arguments[2]);
        String program = distribution.resolve("bin/portside").toString();
        try (ServerProcess portside = ServerProcess.start(List.of(program, "serve"), SETTINGS)) {
            publish(program, portside.url(""));
            for (String path : List.of(ONE, LIST)) {
                measure(portside, distribution, path, rounds, seconds);
            }
        }
    }

    private static void measure(ServerProcess portside, Path distribution, String path, int rounds, int seconds)
            throws IOException, InterruptedException {
        Path body = Files.createTempFile("orders", ".json");
        try (Client client = new Client()) {
            Files.writeString(body, client.get(portside.url(path)));
            String classPath = System.getProperty("java.class.path") + ":" + distribution.resolve("lib/*");
            List<String> command = portside.commandOf(BareServer.class, classPath, body.toString(), path);
            try (ServerProcess bare = ServerProcess.start(command, Map.of())) {
                System.out.printf(
                        Locale.ROOT,
                        "%nGET %s, %,d bytes, %d connections, requests/s, %d rounds of %d s%n%n",
                        path,
                        Files.size(body),
                        CONNECTIONS,
                        rounds,
                        seconds);
                SequencedMap<String, String> urls = new LinkedHashMap<>();
                urls.put("Portside", portside.url(path));
                urls.put(InTurns.BARE, bare.url(path));
                Comparison comparison = InTurns.compare(new Wrk(2, CONNECTIONS), urls, rounds, seconds);
                System.out.println(comparison.table());
                System.out.println(Target.atLeast("ratio", comparison.ratio(InTurns.BARE), TARGET));
                Wrk many = new Wrk(2, MANY_CONNECTIONS);
                System.out.printf(
                        "p99 with %d connections: %s, bare handler %s%n",
                        MANY_CONNECTIONS, many.p99(portside.url(path), seconds), many.p99(bare.url(path), seconds));
            }
        } finally {
            Files.delete(body);
        }
    }

    /** Publishes orders and returns when all are listed. */
    private static void publish(String program, String url) throws IOException, InterruptedException {
        ProcessBuilder publish = new ProcessBuilder(
                        program, "publish-orders", "--count", "" + ORDERS, "--seed", "1", "--url", url)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        publish.environment().putAll(SETTINGS);
        if (publish.start().waitFor() != 0) {
            throw new IOException("publish-orders failed");
        }
        try (Client client = new Client()) {
            while (client.get(url + LIST).split("\"order_uid\"").length != ORDERS + 1) {
                Thread.onSpinWait();
            }
        }
    }
}
