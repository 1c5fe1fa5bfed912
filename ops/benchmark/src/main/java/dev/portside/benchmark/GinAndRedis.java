package dev.portside.benchmark;

import dev.portside.stack.LocalRedis;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What Portside is compared with: Gin and Redis, the design that it replaces, built from the packages of Debian. */
final class GinAndRedis {
    static final String NAME = "gin and Redis";

    private static final Path SOURCE = Path.of("ops/benchmark/src/main/go/gin-redis/main.go");
    private static final String PACKAGES = "/usr/share/gocode";

    private GinAndRedis() {}

    /**
     * @param page the first {@code limit} todos
     * @param folder for the program
     */
    static ServerProcess serving(Path page, int limit, LocalRedis redis, Path folder)
            throws IOException, InterruptedException {
        Path program = folder.resolve("gin-redis");
        ProcessBuilder build =
                new ProcessBuilder(Tool.GO.path(), "build", "-o", program.toString(), SOURCE.toString()).inheritIO();
        build.environment().putAll(Map.of("GO111MODULE", "off", "GOPATH", PACKAGES, "GOCACHE", folder + "/cache"));
        if (build.start().waitFor() != 0) {
            throw new IOException("gin and Redis could not be built");
        }
        String address = redis.host() + ":" + redis.port();
        return ServerProcess.start(
                List.of(program.toString(), page.toString(), Integer.toString(limit), address), Map.of());
    }
}
