package dev.portside.domain.shared;

import java.time.Duration;
import java.util.UUID;

/**
 * What makes a repeated request recognisable: the scope (caller and route), the key that the caller chose and a
 * fingerprint of the body. The same scope and key with the same fingerprint have one effect and one answer for
 * {@link #TTL}; with another fingerprint the key is refused.
 */
public record Idempotency(String scope, String key, String fingerprint) {
    public static final int KEY_LENGTH_MAX = 255;
    public static final Duration TTL = Duration.ofHours(24);

    public Idempotency {
        Texts.bounded(key, 1, KEY_LENGTH_MAX);
    }

    /** An id for what the request makes: the same for every request with this scope and key. */
    public UUID id() {
        return DerivedId.of(scope, key);
    }
}
