package dev.portside.bootstrap.settings;

import dev.portside.kafka.KafkaAddress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code KAFKA_BROKERS}, {@code KAFKA_TOPIC}, {@code KAFKA_TODO_TOPIC}, {@code KAFKA_PRODUCT_TOPIC},
 * {@code KAFKA_PARTITIONS}, {@code KAFKA_SECURITY_PROTOCOL}. Every {@code KAFKA_SASL_...} and {@code KAFKA_SSL_...} goes to
 * Kafka's clients under their own name for it: {@code KAFKA_SASL_MECHANISM} is {@code sasl.mechanism}.
 *
 * @param partitions of topics that are made here
 */
public record KafkaSettings(
        KafkaAddress address, String userTopic, String todoTopic, String productTopic, int partitions) {
    private static final String BROKER = HostAndPort.HOST + ":" + HostAndPort.PORT;
    private static final Pattern BROKERS = Pattern.compile(BROKER + "(," + BROKER + ")*");
    private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9_-][a-zA-Z0-9._-]{0,199}");
    private static final Pattern PASSED_ON = Pattern.compile("KAFKA_(SASL|SSL)_.+(?<!_FILE)");
    private static final Pattern PROTOCOL = Pattern.compile("PLAINTEXT|SSL|SASL_PLAINTEXT|SASL_SSL");

    /** Reads these settings alone, for commands that need no others. */
    public static KafkaSettings read(Environment environment) {
        SettingsReader in = new SettingsReader(environment::value, environment.faults());
        KafkaSettings kafka = read(in, environment.names());
        in.check();
        return kafka;
    }

    /** @param names of all settings that are set */
    static KafkaSettings read(SettingsReader in, Set<String> names) {
        return new KafkaSettings(
                address(in, names),
                topic(in, "KAFKA_TOPIC", "user-events"),
                topic(in, "KAFKA_TODO_TOPIC", "todo-commands"),
                topic(in, "KAFKA_PRODUCT_TOPIC", "product-events"),
                in.whole("KAFKA_PARTITIONS", 32, 1, 10_000));
    }

    private static KafkaAddress address(SettingsReader in, Set<String> names) {
        Map<String, String> security = new HashMap<>();
        in.matching("KAFKA_SECURITY_PROTOCOL", PROTOCOL, PROTOCOL.pattern().replace("|", " or "))
                .ifPresent(protocol -> security.put("security.protocol", protocol));
        names.stream()
                .filter(name -> PASSED_ON.matcher(name).matches())
                .forEach(name -> in.text(name).ifPresent(value -> security.put(property(name), value)));
        String brokers = in.matching(
                "KAFKA_BROKERS",
                "localhost:9092",
                BROKERS,
                "host:port, several with commas, ports " + HostAndPort.PORT_ALLOWED);
        return new KafkaAddress(brokers, security);
    }

    private static String property(String name) {
        return name.substring("KAFKA_".length()).toLowerCase(Locale.ROOT).replace('_', '.');
    }

    private static String topic(SettingsReader in, String name, String preset) {
        return in.matching(name, preset, TOPIC, "1 to 200 letters, digits, dots, dashes or underscores");
    }
}
