package dev.portside.bootstrap.settings;

import java.time.Duration;

/**
 * {@code WORKER_POOL_SIZE}, {@code CACHE_TTL_SEC}.
 *
 * @param inFlightMax commands that are being applied at once
 * @param cacheTtl how long pages are kept
 */
public record TodoSettings(int inFlightMax, Duration cacheTtl) {
    static TodoSettings read(SettingsReader in) {
        Duration second = Duration.ofSeconds(1);
        return new TodoSettings(
                in.whole("WORKER_POOL_SIZE", 128, 1, 10_000),
                in.duration("CACHE_TTL_SEC", Duration.ofMinutes(5), second, second, Duration.ofDays(1)));
    }
}
