package dev.portside.stack;

import dev.portside.stack.docker.ContainerRunner;
import dev.portside.stack.docker.Docker;
import dev.portside.stack.process.Ports;
import dev.portside.stack.process.RedisProcess;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A Redis server that appends every change to a file. */
public final class LocalRedis extends LocalServer {
    private static final Duration READY_TIME_MAX = Duration.ofSeconds(15);
    private static final String IMAGE = "redis:8.8.3-alpine";
    private static final int INNER_PORT = 6379;

    /** An acknowledged change is in the append-only file, so that a killed server has it when it starts again. */
    private static final List<String> SETTINGS =
            List.of("--appendonly", "yes", "--appendfsync", "everysec", "--save", "", "--databases", "1024");

    private final AtomicInteger databases = new AtomicInteger();

    LocalRedis(Running running, Duration readyTimeMax) {
        super(running, readyTimeMax);
    }

    /** Starts a server for the caller alone. */
    public static LocalRedis start(String name) {
        int port = Ports.free();
        Runner runner = Docker.isUsed()
                ? container(name, port)
                : RedisProcess.of(name, TemporaryFolders.next(name), port, SETTINGS);
        LocalRedis redis = new LocalRedis(Running.here(name, port, runner), READY_TIME_MAX);
        redis.startOrClose();
        return redis;
    }

    /** Starts a node of a cluster, which knows no other yet; always a process, since nodes find each other by their ports. */
    static LocalRedis startNode(String name, List<String> settings) {
        int port = Ports.free(LocalRedisCluster.BUS_PORT_BEHIND);
        List<String> all = new ArrayList<>(SETTINGS);
        all.addAll(settings);
        Runner runner = RedisProcess.of(name, TemporaryFolders.next(name), port, all);
        LocalRedis redis = new LocalRedis(Running.here(name, port, runner), READY_TIME_MAX);
        redis.startOrClose();
        return redis;
    }

    private static Runner container(String name, int port) {
        List<String> command = new ArrayList<>(List.of("redis-server"));
        command.addAll(SETTINGS);
        return ContainerRunner.of(new ContainerRunner.Plan(name, IMAGE, port, INNER_PORT, Map.of(), Map.of(), command));
    }

    static LocalRedis given(Backend backend, URI address) {
        return new LocalRedis(Running.given(backend, address), READY_TIME_MAX);
    }

    /** The server's first database. */
    public URI uri() {
        return uri(0);
    }

    /**
     * A numbered database of the server that nobody else of this process got, empty.
     *
     * @throws StackFailure when the server has no more databases
     */
    public URI freshDatabase() {
        int number = databases.incrementAndGet();
        try (Line line = new Line(host(), port())) {
            for (String command : new String[] {"SELECT " + number, "FLUSHDB"}) {
                String answer = line.ask(command);
                if (!answer.equals("+OK")) {
                    throw new StackFailure(this + " refuses " + command + ": " + answer);
                }
            }
        } catch (IOException e) {
            throw new StackFailure(this + " gives no fresh database: " + e.getMessage(), e);
        }
        return uri(number);
    }

    /** The start of keys that nobody else uses, with its colon. */
    public String freshPrefix() {
        return Names.fresh("test") + ":";
    }

    private URI uri(int number) {
        return URI.create("redis://%s:%d/%d".formatted(host(), port(), number));
    }

    @Override
    void probe() throws IOException {
        try (Line line = new Line(host(), port())) {
            String answer = line.ask("PING");
            if (!answer.equals("+PONG")) {
                throw new IOException("it answers " + answer);
            }
        }
    }
}
