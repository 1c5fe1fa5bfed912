package dev.portside.bootstrap.settings;

/** {@code WORKERS}, {@code QUEUE_SIZE}, {@code QUEUE_MAX_LAG}. */
public record ProductSettings(int workers, int queueSizeMax, int lagMax) {
    static ProductSettings read(SettingsReader in) {
        return new ProductSettings(
                in.whole("WORKERS", 3, 1, 256),
                in.whole("QUEUE_SIZE", 1000, 1, 10_000_000),
                in.whole("QUEUE_MAX_LAG", 1_000_000, 1, 1_000_000_000));
    }
}
