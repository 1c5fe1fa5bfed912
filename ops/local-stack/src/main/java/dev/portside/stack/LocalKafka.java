package dev.portside.stack;

import dev.portside.stack.docker.ContainerRunner;
import dev.portside.stack.docker.Docker;
import dev.portside.stack.process.KafkaProcess;
import dev.portside.stack.process.KafkaSettings;
import dev.portside.stack.process.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A Kafka broker that is its own controller. */
public final class LocalKafka extends LocalServer {
    private static final Duration READY_TIME_MAX = Duration.ofMinutes(2);
    private static final String IMAGE = "apache/kafka:4.3.1";
    private static final int CONTROLLER_PORT = 9093;

    /** ApiVersions, version 0, without a client's name. */
    private static final byte[] API_VERSIONS = {0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, (byte) 0xff, (byte) 0xff};

    private static final int NO_ERROR = 0;

    private LocalKafka(Running running) {
        super(running, READY_TIME_MAX);
    }

    /** Starts a broker for the caller alone. */
    public static LocalKafka start(String name, Profile profile) {
        int port = Ports.free();
        boolean startFast = profile == Profile.TEST;
        Runner runner = Docker.isUsed()
                ? container(name, port)
                : KafkaProcess.of(name, TemporaryFolders.next(name), port, Ports.free(), startFast, List.of());
        LocalKafka kafka = new LocalKafka(Running.here(name, port, runner));
        kafka.startOrClose();
        return kafka;
    }

    /**
     * Starts a broker for the caller alone that also listens at other ports, where it tells clients to come to others; always
     * a process, since a container's ports are not its own.
     */
    public static LocalKafka startWithDetours(String name, Profile profile, List<KafkaSettings.Detour> detours) {
        int port = Ports.free();
        Runner runner = KafkaProcess.of(
                name, TemporaryFolders.next(name), port, Ports.free(), profile == Profile.TEST, detours);
        LocalKafka kafka = new LocalKafka(Running.here(name, port, runner));
        kafka.startOrClose();
        return kafka;
    }

    /** The broker talks to itself at the address that it tells its clients: so its port is the same inside and outside. */
    private static Runner container(String name, int port) {
        Map<String, String> environment = new HashMap<>();
        KafkaSettings.of(port, CONTROLLER_PORT)
                .forEach((setting, value) -> environment.put(
                        "KAFKA_" + setting.toUpperCase(Locale.ROOT).replace('.', '_'), value));
        environment.put(
                "KAFKA_LISTENERS", "PLAINTEXT://0.0.0.0:%d,CONTROLLER://127.0.0.1:%d".formatted(port, CONTROLLER_PORT));
        return ContainerRunner.of(new ContainerRunner.Plan(name, IMAGE, port, port, environment, Map.of(), List.of()));
    }

    static LocalKafka given(Backend backend, URI address) {
        return new LocalKafka(Running.given(backend, address));
    }

    /** For {@code bootstrap.servers}. */
    public String brokers() {
        return host() + ":" + port();
    }

    /** A name for a topic or a group that nobody else uses. */
    public String freshName(String base) {
        return Names.fresh(base);
    }

    /** A broker opens its port to clients when it has joined the cluster. */
    @Override
    void probe() throws IOException {
        try (Line line = new Line(host(), port())) {
            line.send(API_VERSIONS);
            ByteBuffer answer = ByteBuffer.wrap(line.readBytes(Integer.BYTES * 2 + Short.BYTES));
            if (answer.getShort(Integer.BYTES * 2) != NO_ERROR) {
                throw new IOException("it is no Kafka broker");
            }
        }
    }
}
