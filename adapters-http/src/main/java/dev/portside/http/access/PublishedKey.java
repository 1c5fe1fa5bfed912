package dev.portside.http.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A public key with the one algorithm that it is good for: RSA with RS256, P-256 with ES256, Ed25519 with EdDSA. */
record PublishedKey(JWSAlgorithm algorithm, Optional<String> id, JWSVerifier verifier) {
    private static final int RSA_BITS_MIN = 2048;

    /** The usable keys of a JWK set; secrets, weak keys and keys for other purposes are left out. */
    static List<PublishedKey> allOf(String jwkSet) throws ParseException {
        return JWKSet.parse(jwkSet).getKeys().stream()
                .filter(PublishedKey::isForChecking)
                .flatMap(PublishedKey::usable)
                .toList();
    }

    boolean fits(JWSAlgorithm wanted, Optional<String> keyId) {
        return algorithm.equals(wanted) && (keyId.isEmpty() || keyId.equals(id));
    }

    private static boolean isForChecking(JWK key) {
        return (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE))
                && (key.getKeyOperations() == null || key.getKeyOperations().contains(KeyOperation.VERIFY));
    }

    private static Stream<PublishedKey> usable(JWK key) {
        try {
            return switch (key) {
                case RSAKey rsa
                when rsa.size() >= RSA_BITS_MIN ->
                    bound(rsa, JWSAlgorithm.RS256, new RSASSAVerifier(rsa.toRSAPublicKey()));
                case ECKey ec
                when ec.getCurve().equals(Curve.P_256) ->
                    bound(ec, JWSAlgorithm.ES256, new ECDSAVerifier(ec.toECPublicKey()));
                case OctetKeyPair pair
                when pair.getCurve().equals(Curve.Ed25519) ->
                    bound(pair, JWSAlgorithm.EdDSA, Ed25519Verifier.of(pair.getDecodedX()));
                default -> Stream.empty();
            };
        } catch (JOSEException _) {
            // Not a point of its curve or the like: a key that nothing can be checked with.
            return Stream.empty();
        }
    }

    private static Stream<PublishedKey> bound(JWK key, JWSAlgorithm algorithm, JWSVerifier verifier) {
        boolean meant = key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm);
        return meant
                ? Stream.of(new PublishedKey(algorithm, Optional.ofNullable(key.getKeyID()), verifier))
                : Stream.empty();
    }
}
