package dev.portside.http.tls;

import dev.portside.domain.shared.Invalid;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A server's certificate with those of its issuers, and its key. */
public final class ServerCertificate {
    private static final byte[] SIGNED = {1, 2, 3};
    private static final char[] NO_PASSWORD = {};

    private final List<X509Certificate> chain;
    private final PrivateKey key;

    /** {@link Invalid} when the key is not the one of the chain's first certificate. */
    public ServerCertificate(List<X509Certificate> chain, PrivateKey key) {
        if (!belongs(key, chain.getFirst().getPublicKey())) {
            throw new Invalid("must be the key of the certificate");
        }
        this.chain = List.copyOf(chain);
        this.key = key;
    }

    /** What the files hold; {@link Invalid} with the file that is at fault. */
    static ServerCertificate read(PemFile certificate, PemFile key) {
        PemFile at = certificate;
        try {
            List<X509Certificate> chain = certificate.certificates();
            at = key;
            return new ServerCertificate(chain, key.privateKey());
        } catch (Invalid e) {
            throw new Invalid(at.path() + " " + e.getMessage());
        }
    }

    /** Whether what the one signs the other finds signed. */
    private static boolean belongs(PrivateKey privateKey, PublicKey publicKey) {
        try {
            Signature signature = Signature.getInstance(
                    switch (publicKey.getAlgorithm()) {
                        case "RSA" -> "SHA256withRSA";
                        case "EC" -> "SHA256withECDSA";
                        default -> publicKey.getAlgorithm();
                    });
            signature.initSign(privateKey);
            signature.update(SIGNED);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(SIGNED);
            return signature.verify(signed);
        } catch (InvalidKeyException | SignatureException _) {
            return false;
        } catch (GeneralSecurityException _) {
            throw new Invalid("must be a key for RSA, EC or EdDSA");
        }
    }

    String subject() {
        return chain.getFirst().getSubjectX500Principal().getName();
    }

    Instant notAfter() {
        return chain.getFirst().getNotAfter().toInstant();
    }

    /** What makes connections that show it. */
    SSLContext context() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(store, NO_PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("a certificate and its key cannot be used", e);
        }
    }
}
