package dev.portside.http.access;

import dev.portside.application.json.Json;
import dev.portside.domain.shared.Invalid;
import dev.portside.http.Caller;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The claims of a token whose signature has been checked. {@code sub} and {@code exp} are required, {@code nbf} counts
 * when it is there, {@code roles} is an array of texts. Faults are {@link Invalid} and name the claim: they tell the
 * token's holder nothing that the token doesn't.
 */
final class Claims {
    /** By how much the issuer's clock and ours may differ. */
    static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    private static final int SUBJECT_LENGTH_MAX = 255;
    private static final int ROLES_MAX = 100;
    private static final BigDecimal SECONDS_MAX = BigDecimal.valueOf(253_402_300_799L);

    private final JsonNode claims;

    /** @param json what was signed; {@link dev.portside.application.json.BadJson} when it cannot be read */
    Claims(byte[] json) {
        this.claims = Json.tree(json);
        if (!claims.isObject()) {
            throw new Invalid("the token's claims must be an object");
        }
    }

    /** The caller whom the claims describe, when they hold now and under these terms. */
    Caller caller(TokenTerms terms, Instant now) {
        if (!now.isBefore(time("exp").orElseThrow(() -> missing("exp")).plus(CLOCK_SKEW))) {
            throw new Invalid("the token has expired");
        }
        if (time("nbf").filter(from -> from.minus(CLOCK_SKEW).isAfter(now)).isPresent()) {
            throw new Invalid("the token is not valid yet");
        }
        if (!matches(terms.issuer(), textsOf("iss", false))) {
            throw new Invalid("the token's issuer is not the expected one");
        }
        if (!matches(terms.audience(), textsOf("aud", true))) {
            throw new Invalid("the token is meant for another audience");
        }
        return new Caller(subject(), Set.copyOf(roles()));
    }

    private static boolean matches(Optional<String> expected, Collection<String> stated) {
        return expected.map(stated::contains).orElse(true);
    }

    private String subject() {
        JsonNode subject = present("sub");
        if (subject == null || !subject.isString()) {
            throw missing("sub");
        }
        String text = subject.stringValue();
        if (text.isEmpty() || text.length() > SUBJECT_LENGTH_MAX || text.chars().anyMatch(Character::isISOControl)) {
            throw malformed("sub");
        }
        return text;
    }

    private Collection<String> roles() {
        JsonNode roles = present("roles");
        if (roles != null && !roles.isArray()) {
            throw new Invalid("the token's claim 'roles' must be an array of texts");
        }
        return textsOf("roles", true);
    }

    /** The texts of a claim that is one text or, where that is allowed, an array of them. */
    private Collection<String> textsOf(String name, boolean several) {
        JsonNode claim = present(name);
        Collection<String> texts = new TreeSet<>();
        if (claim == null) {
            return texts;
        }
        if (claim.isString()) {
            texts.add(claim.stringValue());
            return texts;
        }
        if (!several || !claim.isArray() || claim.size() > ROLES_MAX) {
            throw malformed(name);
        }
        for (JsonNode text : claim) {
            if (!text.isString()) {
                throw malformed(name);
            }
            texts.add(text.stringValue());
        }
        return texts;
    }

    /** Seconds since 1970, whole or not (RFC 7519, 2). */
    private Optional<Instant> time(String name) {
        JsonNode claim = present(name);
        if (claim == null) {
            return Optional.empty();
        }
        if (!claim.isNumber()
                || claim.decimalValue().signum() < 0
                || claim.decimalValue().compareTo(SECONDS_MAX) > 0) {
            throw malformed(name);
        }
        return Optional.of(Instant.ofEpochSecond(claim.decimalValue().longValue()));
    }

    private @Nullable JsonNode present(String name) {
        JsonNode claim = claims.get(name);
        return claim == null || claim.isNull() ? null : claim;
    }

    private static Invalid malformed(String name) {
        return new Invalid("the token's claim '" + name + "' is malformed");
    }

    private static Invalid missing(String name) {
        return new Invalid("the token lacks the claim '" + name + "'");
    }
}
