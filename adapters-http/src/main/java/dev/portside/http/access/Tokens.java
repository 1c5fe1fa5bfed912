package dev.portside.http.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.util.Base64URL;
import dev.portside.application.json.BadJson;
import dev.portside.application.json.Json;
import dev.portside.domain.shared.Invalid;
import dev.portside.http.Caller;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Checks tokens: signed JWTs in the compact form (RFC 7515, 7519), by the advice of RFC 8725. Of the header only
 * {@code alg}, {@code kid}, {@code typ} and {@code crit} are read, by the same strict reader as every other document; keys
 * come from the configured place alone, never from where a token points ({@code jku}, {@code x5u}, {@code jwk}).
 */
public final class Tokens {
    static final int LENGTH_MAX = 8 * 1024;

    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.HS256, JWSAlgorithm.RS256, JWSAlgorithm.ES256, JWSAlgorithm.EdDSA);
    private static final Set<String> TYPES = Set.of("JWT", "jwt", "at+jwt");
    private static final String NOT_VALID = "the token is not valid";

    /** What came of a check. */
    public sealed interface Verdict {
        record Trusted(Caller caller) implements Verdict {}

        /** @param why for the caller */
        record Refused(String why) implements Verdict {}
    }

    private final List<TrustedKeys> keys;
    private final TokenTerms terms;
    private final InstantSource clock;

    public Tokens(List<TrustedKeys> keys, TokenTerms terms, InstantSource clock) {
        this.keys = List.copyOf(keys);
        this.terms = terms;
        this.clock = clock;
    }

    /** @throws dev.portside.domain.shared.Unavailable when the keys cannot be read */
    public Verdict check(String token) {
        if (token.length() > LENGTH_MAX) {
            return new Verdict.Refused("the token is longer than " + LENGTH_MAX + " characters");
        }
        try {
            byte[] claims = signed(token);
            if (claims == null) {
                return new Verdict.Refused(NOT_VALID);
            }
            return new Verdict.Trusted(new Claims(claims).caller(terms, clock.instant()));
        } catch (BadJson _) {
            return new Verdict.Refused(NOT_VALID);
        } catch (Invalid e) {
            return new Verdict.Refused(String.valueOf(e.getMessage()));
        }
    }

    /** The payload, once a trusted key is known to have signed it; null when none has. */
    private byte @Nullable [] signed(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return null;
        }
        byte[] header = decode(parts[0]);
        byte[] payload = decode(parts[1]);
        byte[] signature = decode(parts[2]);
        if (header == null || payload == null || signature == null) {
            return null;
        }
        JWSHeader read = read(header);
        byte[] input = (parts[0] + '.' + parts[1]).getBytes(StandardCharsets.US_ASCII);
        return read != null && isSigned(read, input, Base64URL.encode(signature)) ? payload : null;
    }

    /** The members that matter; null when they ask for what isn't offered. */
    private static @Nullable JWSHeader read(byte[] json) {
        JsonNode header = Json.tree(json);
        JsonNode type = header.path("typ");
        JsonNode keyId = header.path("kid");
        boolean unusable = header.has("crit")
                || !(type.isMissingNode() || (type.isString() && TYPES.contains(type.stringValue())))
                || !(keyId.isMissingNode() || keyId.isString())
                || !header.path("alg").isString();
        if (unusable) {
            return null;
        }
        JWSAlgorithm algorithm = JWSAlgorithm.parse(header.path("alg").stringValue());
        if (!ALGORITHMS.contains(algorithm)) {
            return null;
        }
        return new JWSHeader.Builder(algorithm)
                .keyID(keyId.isString() ? keyId.stringValue() : null)
                .build();
    }

    private boolean isSigned(JWSHeader header, byte[] input, Base64URL signature) {
        for (TrustedKeys trusted : keys) {
            for (JWSVerifier verifier :
                    trusted.verifiers(header.getAlgorithm(), Optional.ofNullable(header.getKeyID()))) {
                if (verifies(verifier, header, input, signature)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean verifies(JWSVerifier verifier, JWSHeader header, byte[] input, Base64URL signature) {
        try {
            return verifier.verify(header, input, signature);
        } catch (JOSEException _) {
            // The signature has a form that this algorithm never gives.
            return false;
        }
    }

    /** Base64url without padding and in its one canonical spelling; null for anything else. */
    private static byte @Nullable [] decode(String part) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part) ? bytes : null;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
