package dev.portside.bootstrap.settings;

import dev.portside.domain.shared.Backoff;
import java.time.Duration;

/**
 * {@code MAX_RETRY_ATTEMPTS}, {@code INITIAL_RETRY_DELAY}, {@code MAX_RETRY_DELAY}.
 *
 * @param retriesMax tries after the first
 */
public record RetrySettings(int retriesMax, Backoff backoff) {
    static RetrySettings read(SettingsReader in) {
        Duration milli = Duration.ofMillis(1);
        Duration initial =
                in.duration("INITIAL_RETRY_DELAY", Duration.ofMillis(100), milli, milli, Duration.ofHours(1));
        Duration delayMax = in.duration("MAX_RETRY_DELAY", Duration.ofSeconds(30), milli, milli, Duration.ofHours(24));
        if (delayMax.compareTo(initial) < 0) {
            in.fault("MAX_RETRY_DELAY", delayMax.toString(), "at least INITIAL_RETRY_DELAY");
            return new RetrySettings(1, new Backoff(initial, initial));
        }
        return new RetrySettings(in.whole("MAX_RETRY_ATTEMPTS", 3, 1, 100), new Backoff(initial, delayMax));
    }
}
