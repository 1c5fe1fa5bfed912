package dev.portside.bootstrap.settings;

import dev.portside.domain.shared.Invalid;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * {@code MAX_MEMORY_USAGE}, {@code CLEANUP_THRESHOLD}, {@code GC_INTERVAL}.
 *
 * @param threshold the part of {@code bytesMax} above which caches give memory back
 * @param relieveInterval how often that is checked
 */
public record MemorySettings(long bytesMax, double threshold, Duration relieveInterval) {
    static MemorySettings read(SettingsReader in) {
        Duration second = Duration.ofSeconds(1);
        return new MemorySettings(
                in.size("MAX_MEMORY_USAGE", 1L << 30, 1L << 20, 1L << 40),
                in.decimal("CLEANUP_THRESHOLD", "0.8", "a number above 0, at most 1", MemorySettings::part),
                in.duration("GC_INTERVAL", Duration.ofSeconds(30), second, second, Duration.ofHours(1)));
    }

    private static double part(BigDecimal number) {
        if (number.signum() <= 0 || number.compareTo(BigDecimal.ONE) > 0) {
            throw new Invalid("must be above 0, at most 1");
        }
        return number.doubleValue();
    }
}
