package dev.portside.stack;

import dev.portside.stack.docker.ContainerRunner;
import dev.portside.stack.docker.Docker;
import dev.portside.stack.process.NatsProcess;
import dev.portside.stack.process.Ports;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A NATS server with JetStream. */
public final class LocalNats extends LocalServer {
    private static final Duration READY_TIME_MAX = Duration.ofSeconds(15);
    private static final String IMAGE = "nats:2.12.8-alpine";
    private static final int INNER_PORT = 4222;
    private static final String CONFIGURATION = "/nats.conf";

    private LocalNats(Running running) {
        super(running, READY_TIME_MAX);
    }

    /** Starts a server for the caller alone. */
    public static LocalNats start(String name, Profile profile) {
        int port = Ports.free();
        boolean flushEach = profile == Profile.PRODUCTION;
        Runner runner = Docker.isUsed()
                ? container(name, port, flushEach)
                : NatsProcess.of(name, TemporaryFolders.next(name), port, flushEach);
        LocalNats nats = new LocalNats(Running.here(name, port, runner));
        nats.startOrClose();
        return nats;
    }

    private static Runner container(String name, int port, boolean flushEach) {
        String configuration =
                "jetstream { store_dir: \"/data\"%s }".formatted(flushEach ? ", sync_interval: always" : "");
        return ContainerRunner.of(new ContainerRunner.Plan(
                name,
                IMAGE,
                port,
                INNER_PORT,
                Map.of(),
                Map.of(CONFIGURATION, configuration),
                List.of("nats-server", "-c", CONFIGURATION)));
    }

    static LocalNats given(Backend backend, URI address) {
        return new LocalNats(Running.given(backend, address));
    }

    public String url() {
        return "nats://%s:%d".formatted(host(), port());
    }

    /** A name for a stream, a subject or a durable consumer that nobody else uses. */
    public String freshName(String base) {
        return Names.fresh(base);
    }

    @Override
    void probe() throws IOException {
        try (Line line = new Line(host(), port())) {
            String greeting = line.read();
            if (!greeting.startsWith("INFO ") || !greeting.contains("\"jetstream\":true")) {
                throw new IOException("it is no NATS server with JetStream");
            }
        }
    }
}
