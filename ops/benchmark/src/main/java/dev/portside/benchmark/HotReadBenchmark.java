package dev.portside.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A warm {@code GET /todos?limit=100} against a bare handler that sends the same bytes, same JVM options, in turns. */
public final class HotReadBenchmark {
    private static final double TARGET = 0.9;
    private static final int TODOS = 100;
    private static final int CONNECTIONS = 64;
    private static final String PATH = "/todos?limit=" + TODOS;
    private static final Map<String, String> SETTINGS = Map.of(
            "REPOSITORY_TYPE", "mock",
            "HOST", "127.0.0.1",
            "PORT", "0",
            "LOG_LEVEL", "error",
            "JWT_SECRET", "a secret of 32 bytes, for measurements");

    private HotReadBenchmark() {}

    /** @param arguments the distribution's folder, the number of rounds, seconds per measurement */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (!Wrk.isThere()) {
            System.err.println("wrk is missing; get it with: apt-get install wrk");
            System.exit(1);
        }
        Path distribution = Path.of(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        int seconds = Integer.parseInt(arguments[2]);
        String program = distribution.resolve("bin/portside").toString();
        Path page = Files.createTempFile("todos", ".json");
        try (ServerProcess portside = ServerProcess.start(List.of(program, "serve"), SETTINGS)) {
            Files.writeString(page, seeded(program, portside.url("")));
            try (ServerProcess bare = ServerProcess.start(bare(portside, distribution, page), Map.of())) {
                System.out.printf(
                        Locale.ROOT,
                        "GET %s, %,d bytes, %d connections, requests/s, %d rounds of %d s%n%n",
                        PATH,
                        Files.size(page),
                        CONNECTIONS,
                        rounds,
                        seconds);
                Comparison comparison =
                        InTurns.compare(new Wrk(2, CONNECTIONS), portside.url(PATH), bare.url(PATH), rounds, seconds);
                System.out.println(comparison.table());
                System.out.println(Target.atLeast("ratio", comparison.ratio(InTurns.BARE), TARGET));
            }
        } finally {
            Files.delete(page);
        }
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
