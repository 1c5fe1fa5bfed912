package dev.portside.bootstrap.settings;

import java.time.Duration;

/** {@code BATCH_SIZE}, {@code BATCH_FLUSH_INTERVAL}, {@code CIRCUIT_BREAKER_THRESHOLD}, {@code CIRCUIT_BREAKER_TIMEOUT}. */
public record LogConsumerSettings(
        int batchSizeMax, Duration flushInterval, int breakerFailuresMax, Duration breakerOpenTime) {
    static LogConsumerSettings read(SettingsReader in) {
        Duration second = Duration.ofSeconds(1);
        return new LogConsumerSettings(
                in.whole("BATCH_SIZE", 1000, 1, 100_000),
                in.duration("BATCH_FLUSH_INTERVAL", second, second, Duration.ZERO, Duration.ofMinutes(1)),
                in.whole("CIRCUIT_BREAKER_THRESHOLD", 5, 1, 1000),
                in.duration(
                        "CIRCUIT_BREAKER_TIMEOUT",
                        Duration.ofSeconds(60),
                        second,
                        Duration.ofMillis(100),
                        Duration.ofHours(1)));
    }
}
