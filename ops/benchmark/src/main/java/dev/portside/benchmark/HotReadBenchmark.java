package dev.portside.benchmark;

import dev.portside.stack.LocalRedis;
import dev.portside.stack.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A warm {@code GET /todos} against servers that send the same bytes, in turns: a bare handler with the same JVM options,
 * nginx with the bytes in a file, and Gin with the bytes in Redis. A page of 60 todos has as many bytes as a hundred had in
 * the service that this one replaces.
 */
public final class HotReadBenchmark {
    private static final int TODOS = 100;
    private static final String PATH = "/todos?limit=";
    /** What is sent, and how many times the others' rates Portside's must be, with the first page. */
    private record Load(Wrk wrk, Map<String, Double> targets) {
        @Override
        public String toString() {
            return wrk.connections() + " connections" + (wrk.depth() > 1 ? ", pipelined x" + wrk.depth() : "");
        }
    }

    private static final List<Load> LOADS = List.of(
            new Load(new Wrk(2, 64), Map.of(InTurns.BARE, 0.9, Nginx.NAME, 1.05, GinAndRedis.NAME, 3.3)),
            new Load(new Wrk(2, 400), Map.of(Nginx.NAME, 1.05)),
            new Load(new Wrk(2, 64, 16), Map.of(Nginx.NAME, 7.0)));

    private static final Path FOLDER = Path.of("ops/benchmark/target");

    private HotReadBenchmark() {}

    /** @param arguments the distribution's folder, rounds, seconds per measurement, how many todos each page has */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Tool.require(Tool.WRK, Tool.NGINX, Tool.GO);
        Portside portside = Portside.inMemory(Path.of(arguments[0]));
        int rounds = Integer.parseInt(arguments[1]);
        int seconds = Integer.parseInt(arguments[2]);
        List<Figure> figures = new ArrayList<>();
        try (ServerProcess serving = portside.serve()) {
            seed(portside, serving.url(""));
            for (String text : List.of(arguments).subList(3, arguments.length)) {
                int limit = Integer.parseInt(text);
                Path folder = Files.createTempDirectory(FOLDER, "page");
                Path page = folder.resolve("todos.json").toAbsolutePath();
                Files.writeString(page, body(serving.url(PATH + limit)));
                figures.addAll(compare(portside, serving, page, limit, rounds, seconds));
            }
        }
        new Part("hot-read", "", figures).tell();
    }

    private static List<Figure> compare(
            Portside portside, ServerProcess serving, Path page, int limit, int rounds, int seconds)
            throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        LocalRedis redis = LocalStack.shared().redis();
        Path plain = Files.createTempDirectory(FOLDER, "nginx").toAbsolutePath();
        Path tuned = Files.createTempDirectory(FOLDER, "nginx").toAbsolutePath();
        try (ServerProcess bare = portside.bareHandler(serving, page, "/todos");
                ServerProcess nginx = Nginx.serving(page, "/todos", plain, false);
                ServerProcess fileKept = Nginx.serving(page, "/todos", tuned, true);
                ServerProcess gin = GinAndRedis.serving(page, limit, redis, tuned)) {
            SequencedMap<String, String> urls = new LinkedHashMap<>();
            urls.put(Portside.NAME, serving.url(PATH + limit));
            urls.put(InTurns.BARE, bare.url(PATH + limit));
            urls.put(Nginx.NAME, nginx.url(PATH + limit));
            urls.put(Nginx.TUNED, fileKept.url(PATH + limit));
            urls.put(GinAndRedis.NAME, gin.url(PATH + limit));
            for (Load load : LOADS) {
                System.out.printf(
                        Locale.ROOT,
                        "%nGET %s%d, %,d bytes, %s, requests/s, %d rounds of %d s%n%n",
                        PATH,
                        limit,
                        Files.size(page),
                        load,
                        rounds,
                        seconds);
                Comparison comparison = InTurns.compare(load.wrk, urls, rounds, seconds);
                System.out.println(comparison.table());
                for (Map.Entry<String, Double> target : load.targets.entrySet()) {
                    figures.add(Figure.atLeast(
                            "page of %,d bytes, %s: times %s".formatted(Files.size(page), load, target.getKey()),
                            comparison.ratio(target.getKey()),
                            target.getValue()));
                }
            }
        }
        return figures;
    }

    private static String body(String url) throws IOException, InterruptedException {
        try (Client client = new Client()) {
            return client.get(url);
        }
    }

    private static void seed(Portside portside, String url) throws IOException, InterruptedException {
        portside.run("seed-todos", "--count", Integer.toString(TODOS), "--url", url);
        // They are accepted now, and applied in a moment.
        try (Client client = new Client()) {
            while (client.get(url + PATH + TODOS).split("\"id\"").length <= TODOS) {
                Thread.onSpinWait();
            }
        }
    }
}
