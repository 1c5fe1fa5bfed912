package dev.portside.http.access;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import java.util.List;
import java.util.Optional;

/**
 * Keys whose signatures count. A key is bound to one algorithm, so that a token cannot choose how a key is used (RFC
 * 8725, 3.1).
 */
public interface TrustedKeys {
    /**
     * What may have signed a token whose header says this; empty when nothing may.
     *
     * @throws dev.portside.domain.shared.Unavailable when the keys cannot be read
     */
    List<JWSVerifier> verifiers(JWSAlgorithm algorithm, Optional<String> keyId);
}
