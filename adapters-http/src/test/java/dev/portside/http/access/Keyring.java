package dev.portside.http.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.List;

/** One key of each kind, and tokens put together by hand, so that any part of them can be wrong. */
record Keyring(String secret, RSAKey rsa, ECKey ec, KeyPair ed) {
    static Keyring make() {
        try {
            return new Keyring(
                    "0123456789abcdef0123456789abcdef",
                    new RSAKeyGenerator(2048).keyID("rsa").generate(),
                    new ECKeyGenerator(Curve.P_256).keyID("ec").generate(),
                    KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        } catch (JOSEException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public halves, as their owner publishes them. */
    String published() {
        byte[] encoded = ed.getPublic().getEncoded();
        Base64URL x = Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
        OctetKeyPair okp =
                new OctetKeyPair.Builder(Curve.Ed25519, x).keyID("ed").build();
        return new JWKSet(List.of(rsa.toPublicJWK(), ec.toPublicJWK(), okp)).toString();
    }

    String hs256(String header, String claims) {
        return hs256(header, claims, secret.getBytes(StandardCharsets.UTF_8));
    }

    static String hs256(String header, String claims, byte[] secret) {
        return signed(header, claims, input -> {
            MACSigner signer = new MACSigner(secret);
            return signer.sign(new JWSHeader(JWSAlgorithm.HS256), input).decode();
        });
    }

    String rs256(String header, String claims) {
        return signed(header, claims, input -> sign(new RSASSASigner(rsa), JWSAlgorithm.RS256, input));
    }

    String es256(String header, String claims) {
        return signed(header, claims, input -> sign(new ECDSASigner(ec), JWSAlgorithm.ES256, input));
    }

    String eddsa(String header, String claims) {
        return signed(header, claims, input -> {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(ed.getPrivate());
            signature.update(input);
            return signature.sign();
        });
    }

    static byte[] sign(JWSSigner signer, JWSAlgorithm algorithm, byte[] input) throws JOSEException {
        return signer.sign(new JWSHeader(algorithm), input).decode();
    }

    interface Signing {
        byte[] sign(byte[] input) throws JOSEException, GeneralSecurityException;
    }

    static String signed(String header, String claims, Signing signing) {
        String input = encoded(header) + '.' + encoded(claims);
        try {
            return input + '.' + Base64URL.encode(signing.sign(input.getBytes(StandardCharsets.US_ASCII)));
        } catch (JOSEException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String encoded(String json) {
        return Base64URL.encode(json.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
