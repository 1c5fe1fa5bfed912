package dev.portside.bootstrap.settings;

import dev.portside.domain.shared.Invalid;
import dev.portside.http.tls.PemFile;
import dev.portside.http.tls.ServerCertificate;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** {@code TLS_CERT}, {@code TLS_KEY}: files that held a certificate and its key when they were read. */
public record TlsSettings(PemFile certificate, PemFile key) {
    /** Empty when neither is set. */
    static Optional<TlsSettings> read(SettingsReader in) {
        Optional<List<X509Certificate>> chain = in.checked(
                "TLS_CERT",
                "a PEM file with certificates, its own first",
                path -> PemFile.at(path).certificates());
        Optional<PrivateKey> own = in.checked(
                "TLS_KEY",
                "a PEM file with the private key",
                path -> PemFile.at(path).privateKey());
        Optional<String> certificate = in.text("TLS_CERT");
        Optional<String> key = in.text("TLS_KEY");
        if (certificate.isPresent() != key.isPresent()) {
            in.fault(
                    certificate.isPresent() ? "TLS_KEY" : "TLS_CERT",
                    "",
                    "set as well, or neither of TLS_CERT and TLS_KEY");
        }
        if (chain.isEmpty() || own.isEmpty()) {
            return Optional.empty();
        }
        try {
            ServerCertificate _ = new ServerCertificate(chain.get(), own.get());
        } catch (Invalid _) {
            in.fault("TLS_KEY", key.orElse(""), "the key of the certificate in TLS_CERT");
        }
        return Optional.of(new TlsSettings(PemFile.at(certificate.orElseThrow()), PemFile.at(key.orElseThrow())));
    }
}
