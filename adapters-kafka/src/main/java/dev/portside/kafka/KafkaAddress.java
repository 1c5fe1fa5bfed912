package dev.portside.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * Where the brokers are, and how to be let in.
 *
 * @param brokers {@code host:port} of some of them, separated by commas
 * @param security properties of Kafka's clients, such as {@code sasl.mechanism}
 */
public record KafkaAddress(String brokers, Map<String, String> security) {
    public KafkaAddress {
        security = Map.copyOf(security);
    }

    /** What every client is told: the address, and nothing of itself to anybody. */
    Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(security);
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, brokers);
        settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, millis(KafkaCluster.REQUEST_TIME_MAX));
        settings.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 1_000);
        settings.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, 2_000);
        // A broker that is back is found at once, and one that is away is not asked too often.
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 50);
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        settings.put(CommonClientConfigs.RETRY_BACKOFF_MS_CONFIG, 10);
        settings.put(CommonClientConfigs.RETRY_BACKOFF_MAX_MS_CONFIG, 200);
        // Portside measures by itself; a session's beans and pushes would only cost time at its opening.
        settings.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
        settings.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        return settings;
    }

    static int millis(Duration time) {
        return Math.toIntExact(time.toMillis());
    }

    /** Without what lets in, so that it can be shown. */
    @Override
    public String toString() {
        return brokers;
    }
}
