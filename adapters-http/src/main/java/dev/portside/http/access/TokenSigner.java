package dev.portside.http.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import dev.portside.application.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Signs tokens with the shared secret (HS256) that {@link Tokens} with the same terms accepts. */
public final class TokenSigner {
    private final SharedSecret secret;
    private final TokenTerms terms;
    private final InstantSource clock;

    public TokenSigner(SharedSecret secret, TokenTerms terms, InstantSource clock) {
        this.secret = secret;
        this.terms = terms;
        this.clock = clock;
    }

    /** A token in its compact form, good from now on for {@code ttl}. */
    public String sign(String subject, Collection<String> roles, Duration ttl) {
        Instant now = clock.instant();
        ObjectNode claims = Json.object().put("sub", subject);
        ArrayNode list = claims.putArray("roles");
        roles.forEach(list::add);
        terms.issuer().ifPresent(issuer -> claims.put("iss", issuer));
        terms.audience().ifPresent(audience -> claims.put("aud", audience));
        claims.put("iat", now.getEpochSecond()).put("exp", now.plus(ttl).getEpochSecond());
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(JOSEObjectType.JWT)
                .build();
        JWSObject token = new JWSObject(header, new Payload(Json.bytes(claims)));
        try {
            token.sign(new MACSigner(secret.bytes()));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }
}
