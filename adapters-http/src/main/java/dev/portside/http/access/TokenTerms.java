package dev.portside.http.access;

import java.util.Optional;

/**
 * What a token must say beside its times.
 *
 * @param issuer its {@code iss}, when it matters
 * @param audience what its {@code aud} must name, when it matters
 */
public record TokenTerms(Optional<String> issuer, Optional<String> audience) {
    /** Any issuer, any audience. */
    public static final TokenTerms ANY = new TokenTerms(Optional.empty(), Optional.empty());
}
