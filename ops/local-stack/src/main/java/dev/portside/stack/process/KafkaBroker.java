package dev.portside.stack.process;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
import java.util.logging.LogManager;
import kafka.Kafka;
import kafka.tools.StorageTool;

/**
 * The main class of a broker's process: gives a new data folder its format and becomes a broker that is its own
 * controller. Arguments: the folder, the port for clients, the port of the controller, and any {@link KafkaSettings.Detour}s.
 */
public final class KafkaBroker {
    private static final String CLUSTER = "cG9ydHNpZGUtc3RhY2stMQ";
    private static final String LOGGING = """
            handlers=java.util.logging.ConsoleHandler
            .level=INFO
            java.util.logging.SimpleFormatter.format=%1$tT.%1$tL %4$-7s %5$s%6$s%n
            """;

    /**
     * Longer than a busy machine or a test holds it up, since nobody waits for the end of a session here, and a lone broker
     * that is fenced and goes on loses what {@link EarlierLife} tells.
     */
    private static final String SESSION_MILLIS = "60000";

    private KafkaBroker() {}

    public static void main(String[] arguments) throws IOException {
        LogManager.getLogManager()
                .readConfiguration(new ByteArrayInputStream(LOGGING.getBytes(StandardCharsets.UTF_8)));
        Path folder = Path.of(arguments[0]);
        Path settings = folder.resolve("server.properties");
        Path data = folder.resolve("data");
        int controllerPort = Integer.parseInt(arguments[2]);
        if (Files.exists(data)) {
            EarlierLife.end(data, controllerPort);
        }
        Properties properties = new Properties();
        properties.putAll(KafkaSettings.of(
                Integer.parseInt(arguments[1]),
                controllerPort,
                Arrays.stream(arguments).skip(3).map(KafkaSettings.Detour::of).toList()));
        properties.setProperty("log.dirs", data.toString());
        properties.setProperty("broker.session.timeout.ms", SESSION_MILLIS);
        try (OutputStream out = Files.newOutputStream(settings)) {
            properties.store(out, "Written at each start.");
        }
        StorageTool.execute(
                new String[] {"format", "--ignore-formatted", "-t", CLUSTER, "-c", settings.toString()}, System.out);
        Kafka.main(new String[] {settings.toString()});
    }
}
