package dev.portside.benchmark;

import dev.portside.stack.LocalRedis;
import dev.portside.stack.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A warm {@code GET /todos?limit=100} against servers that send the same bytes, in turns: a bare handler with the same JVM
 * options, nginx with the bytes in a file, and Gin with the bytes in Redis.
 */
public final class HotReadBenchmark {
    private static final int TODOS = 100;
    private static final String PATH = "/todos?limit=" + TODOS;
    private static final Map<String, String> SETTINGS = Map.of(
            "REPOSITORY_TYPE", "mock",
            "HOST", "127.0.0.1",
            "PORT", "0",
            "LOG_LEVEL", "error",
            "JWT_SECRET", "a secret of 32 bytes, for measurements");

    /** What is sent, and how many times the others' rates Portside's must be. */
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

    private HotReadBenchmark() {}

    /** @param arguments the distribution's folder, the number of rounds, seconds per measurement */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Tool.require(Tool.WRK, Tool.NGINX, Tool.GO);
        Path distribution = Path.of(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        int seconds = Integer.parseInt(arguments[2]);
        Path folder = Files.createTempDirectory("hot-read");
        Path page = folder.resolve("todos.json");
        LocalRedis redis = LocalStack.shared().redis();
        try (ServerProcess portside = portside(distribution, page);
                ServerProcess bare = ServerProcess.start(bare(portside, distribution, page), Map.of());
                ServerProcess nginx = Nginx.serving(page, "/todos", folder);
                ServerProcess gin = GinAndRedis.serving(page, redis.host() + ":" + redis.port(), folder)) {
            SequencedMap<String, String> urls = new LinkedHashMap<>();
            urls.put("Portside", portside.url(PATH));
            urls.put(InTurns.BARE, bare.url(PATH));
            urls.put(Nginx.NAME, nginx.url(PATH));
            urls.put(GinAndRedis.NAME, gin.url(PATH));
            System.out.printf(
                    Locale.ROOT,
                    "GET %s, %,d bytes, requests/s, %d rounds of %d s%n",
                    PATH,
                    Files.size(page),
                    rounds,
                    seconds);
            for (Load load : LOADS) {
                measure(load, urls, rounds, seconds);
            }
        }
    }

    private static void measure(Load load, SequencedMap<String, String> urls, int rounds, int seconds)
            throws IOException {
        System.out.printf("%n%s%n%n", load);
        Comparison comparison = InTurns.compare(load.wrk, urls, rounds, seconds);
        System.out.println(comparison.table());
        load.targets.forEach(
                (name, least) -> System.out.println(Target.atLeast("ratio to " + name, comparison.ratio(name), least)));
    }

    /** Portside with the todos, whose page is in the file then. */
    private static ServerProcess portside(Path distribution, Path page) throws IOException, InterruptedException {
        String program = distribution.resolve("bin/portside").toString();
        ServerProcess portside = ServerProcess.start(List.of(program, "serve"), SETTINGS);
        Files.writeString(page, seeded(program, portside.url("")));
        return portside;
    }

    private static List<String> bare(ServerProcess portside, Path distribution, Path page) {
        String classPath = System.getProperty("java.class.path") + ":" + distribution.resolve("lib/*");
        return portside.commandOf(BareServer.class, classPath, page.toString(), "/todos");
    }

    /** Seeds the todos; their page, once it has all of them. */
    private static String seeded(String program, String url) throws IOException, InterruptedException {
        ProcessBuilder seed = new ProcessBuilder(program, "seed-todos", "--count", "" + TODOS, "--url", url)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        seed.environment().putAll(SETTINGS);
        if (seed.start().waitFor() != 0) {
            throw new IOException("seed-todos failed");
        }
        try (Client client = new Client()) {
            while (true) {
                String body = client.get(url + PATH);
                if (body.split("\"id\"").length == TODOS + 1) {
                    return body;
                }
            }
        }
    }
}
