package dev.portside.stack.process;

import dev.portside.stack.StackFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import redis.embedded.core.ExecutableProvider;

/** The machine's own Redis, else the one that Maven's registry has (6.2). */
public final class RedisProcess {
    private static final Duration STOP_TIME_MAX = Duration.ofSeconds(5);

    private RedisProcess() {}

    /** @param settings as on Redis' command line */
    public static ProcessRunner of(String name, Path folder, int port, List<String> settings) {
        List<String> command = new ArrayList<>(Guard.dyingWithParent());
        command.add(program().toString());
        command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1", "--dir", folder.toString()));
        command.addAll(settings);
        return ProcessRunner.of(ProcessPlan.server(name, folder, "TERM", STOP_TIME_MAX, command));
    }

    private static Path program() {
        return Programs.find("redis-server").orElseGet(RedisProcess::bundled);
    }

    private static Path bundled() {
        return Cache.folder("embedded-redis-6.2", RedisProcess::unpack).resolve("redis-server");
    }

    static void unpack(Path folder) throws IOException {
        Path unpacked;
        try {
            unpacked = ExecutableProvider.newJarResourceProvider(folder.toFile())
                    .get()
                    .toPath();
        } catch (RuntimeException e) {
            throw new StackFailure(
                    "there is no Redis for this machine: install redis-server, start Docker,"
                            + " or give the server's address in STACK_REDIS",
                    e);
        }
        Files.move(unpacked, folder.resolve("redis-server"));
    }
}
