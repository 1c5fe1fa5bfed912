package dev.portside.http.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import dev.portside.domain.shared.Invalid;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** One secret for signing and checking, with HS256 alone. */
public final class SharedSecret implements TrustedKeys {
    /** HS256 is as strong as its secret up to the size of its hash (RFC 7518, 3.2). */
    public static final int BYTES_MIN = 32;

    private final byte[] secret;
    private final List<JWSVerifier> verifiers;

    /** @param secret its UTF-8 bytes are the key; {@link Invalid} when they are fewer than {@value #BYTES_MIN} */
    public SharedSecret(String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        if (this.secret.length < BYTES_MIN) {
            throw new Invalid("must be at least " + BYTES_MIN + " bytes long");
        }
        try {
            this.verifiers = List.of(new MACVerifier(this.secret));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] bytes() {
        return secret.clone();
    }

    @Override
    public List<JWSVerifier> verifiers(JWSAlgorithm algorithm, Optional<String> keyId) {
        return algorithm.equals(JWSAlgorithm.HS256) ? verifiers : List.of();
    }
}
