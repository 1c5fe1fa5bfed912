package dev.portside.bootstrap.settings;

import dev.portside.bootstrap.steps.HaltPoint;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code RELAY_BATCH_SIZE}, {@code RELAY_POLL_INTERVAL}, {@code RELAY_MAX_RETRIES}, {@code OUTBOX_RETENTION},
 * {@code RELAY_HALT_AT}, which tests of crashes set.
 *
 * @param retention how long sent events are kept, so that they can be replayed
 */
public record RelaySettings(
        int batchSizeMax, Duration pollInterval, int failuresMax, Duration retention, Optional<HaltPoint> haltAt) {
    static RelaySettings read(SettingsReader in) {
        return new RelaySettings(
                in.whole("RELAY_BATCH_SIZE", 100, 1, 10_000),
                in.duration(
                        "RELAY_POLL_INTERVAL",
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(1),
                        Duration.ofMillis(10),
                        Duration.ofHours(1)),
                in.whole("RELAY_MAX_RETRIES", 3, 1, 100),
                in.duration(
                        "OUTBOX_RETENTION",
                        Duration.ofDays(7),
                        Duration.ofHours(1),
                        Duration.ofMinutes(1),
                        Duration.ofDays(365)),
                in.checked("RELAY_HALT_AT", "a step and how often it is passed", HaltPoint::of));
    }
}
