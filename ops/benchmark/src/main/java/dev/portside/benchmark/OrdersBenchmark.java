package dev.portside.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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

    private OrdersBenchmark() {}

    /** @param arguments the distribution's folder, the number of rounds, seconds per measurement */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Tool.require(Tool.WRK);
        Portside portside = Portside.inMemory(Path.of(arguments[0]));
        int rounds = Integer.parseInt(arguments[1]);
        int seconds = Integer.parseInt(arguments[2]);
        try (ServerProcess serving = portside.serve()) {
            publish(portside, serving.url(""));
            List<Figure> figures = new ArrayList<>();
            for (String path : List.of(ONE, LIST)) {
                figures.add(measure(portside, serving, path, rounds, seconds));
            }
            new Part("orders", "", figures).tell();
        }
    }

    private static Figure measure(Portside portside, ServerProcess serving, String path, int rounds, int seconds)
            throws IOException, InterruptedException {
        Path body = Files.createTempFile("orders", ".json");
        try (Client client = new Client()) {
            Files.writeString(body, client.get(serving.url(path)));
            try (ServerProcess bare = portside.bareHandler(serving, body, path)) {
                System.out.printf(
                        Locale.ROOT,
                        "%nGET %s, %,d bytes, %d connections, requests/s, %d rounds of %d s%n%n",
                        path,
                        Files.size(body),
                        CONNECTIONS,
                        rounds,
                        seconds);
                SequencedMap<String, String> urls = new LinkedHashMap<>();
                urls.put(Portside.NAME, serving.url(path));
                urls.put(InTurns.BARE, bare.url(path));
                Comparison comparison = InTurns.compare(new Wrk(2, CONNECTIONS), urls, rounds, seconds);
                System.out.println(comparison.table());
                Wrk many = new Wrk(2, MANY_CONNECTIONS);
                System.out.printf(
                        "p99 with %d connections: %s, bare handler %s%n",
                        MANY_CONNECTIONS, many.p99(serving.url(path), seconds), many.p99(bare.url(path), seconds));
                return Figure.atLeast(
                        "GET " + path + ": times " + InTurns.BARE, comparison.ratio(InTurns.BARE), TARGET);
            }
        } finally {
            Files.delete(body);
        }
    }

    /** Publishes orders and returns when all are listed. */
    private static void publish(Portside portside, String url) throws IOException, InterruptedException {
        portside.run("publish-orders", "--count", Integer.toString(ORDERS), "--seed", "1", "--url", url);
        try (Client client = new Client()) {
            while (client.get(url + LIST).split("\"order_uid\"").length != ORDERS + 1) {
                Thread.onSpinWait();
            }
        }
    }
}
