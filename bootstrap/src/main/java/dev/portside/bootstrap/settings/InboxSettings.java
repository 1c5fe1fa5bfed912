package dev.portside.bootstrap.settings;

import java.time.Duration;

/** {@code INBOX_WORKER_COUNT}, {@code INBOX_BATCH_SIZE}, {@code INBOX_RETENTION}. */
public record InboxSettings(int workers, int batchSizeMax, Duration retention) {
    static InboxSettings read(SettingsReader in) {
        return new InboxSettings(
                in.whole("INBOX_WORKER_COUNT", 5, 1, 256),
                in.whole("INBOX_BATCH_SIZE", 10, 1, 10_000),
                in.duration(
                        "INBOX_RETENTION",
                        Duration.ofHours(24),
                        Duration.ofHours(1),
                        Duration.ofMinutes(1),
                        Duration.ofDays(365)));
    }
}
