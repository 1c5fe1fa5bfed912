package dev.portside.http.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.domain.shared.Invalid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Certificates and keys in the forms in which openssl and cert-manager write them, and in none of them. */
class CertificateFilesTest {
    @TempDir
    private static Path folder;

    private static MadeCertificate made;

    @BeforeAll
    static void make() {
        made = MadeCertificate.in(folder.resolve("made"), "made");
    }

    static Stream<List<String>> algorithms() {
        return Stream.of(
                List.of("rsa:2048"),
                List.of("ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
                List.of("ec", "-pkeyopt", "ec_paramgen_curve:secp384r1"),
                List.of("ed25519"));
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void eachKeyIsReadInEveryForm(List<String> algorithm) {
        MadeCertificate certificate =
                MadeCertificate.in(folder.resolve(String.join("-", algorithm)), "forms", algorithm);
        List<PemFile> keys = new ArrayList<>(List.of(certificate.key()));
        if (!algorithm.contains("ed25519")) {
            Path older = folder.resolve("older.key");
            String key = certificate.key().path().toString();
            MadeCertificate.openssl("pkey", "-in", key, "-traditional", "-out", older.toString());
            keys.add(new PemFile(older));
        }
        for (PemFile key : keys) {
            ServerCertificate read = ServerCertificate.read(certificate.certificate(), key);
            assertThat(read.subject()).isEqualTo("CN=forms");
            assertThat(read.context().getProtocol()).isEqualTo("TLS");
        }
    }

    @Test
    void aChainIsReadInItsOrderWithWhateverStandsBetween() throws IOException {
        MadeCertificate issuer = MadeCertificate.in(folder.resolve("issuer"), "issuer");
        Path chain = folder.resolve("chain.pem");
        Files.writeString(
                chain,
                "subject=CN=made\r\n" + made.certificate().text() + "\nissuer\n"
                        + issuer.certificate().text());
        assertThat(new PemFile(chain).certificates())
                .extracting(each -> each.getSubjectX500Principal().getName())
                .containsExactly("CN=made", "CN=issuer");
    }

    @Test
    void aKeyOfAnotherCertificateIsRefused() {
        for (List<String> algorithm : algorithms().toList()) {
            MadeCertificate other = MadeCertificate.in(folder.resolve("other"), "other", algorithm);
            assertThatThrownBy(() -> ServerCertificate.read(made.certificate(), other.key()))
                    .isInstanceOf(Invalid.class)
                    .hasMessage(other.key().path() + " must be the key of the certificate");
        }
    }

    @Test
    void whatIsNoKeyIsRefusedWithWhatIsAllowed() throws IOException {
        Path encrypted = folder.resolve("encrypted.key");
        String key = made.key().path().toString();
        MadeCertificate.openssl("pkcs8", "-topk8", "-in", key, "-passout", "pass:secret", "-out", encrypted.toString());
        Path cut = Files.writeString(
                folder.resolve("cut.key"), made.key().text().replaceFirst("(?s)KEY-----\n.{40}", "KEY-----\n"));
        Path curve = Files.writeString(
                folder.resolve("curve.key"),
                "-----BEGIN EC PRIVATE KEY-----\nMAMCAQE=\n-----END EC PRIVATE KEY-----\n");
        for (Path file : List.of(encrypted, cut, curve, made.certificate().path())) {
            assertThatThrownBy(() -> new PemFile(file).privateKey())
                    .as(file.toString())
                    .isInstanceOf(Invalid.class)
                    .hasMessageContaining("must be a PEM file with a private key");
        }
    }

    @Test
    void whatIsNoCertificateIsRefusedWithWhatIsAllowed() throws IOException {
        Path cut = Files.writeString(
                folder.resolve("cut.crt"),
                made.certificate().text().replaceFirst("(?s)CERTIFICATE-----\n.{80}", "CERTIFICATE-----\n"));
        Path base64 = Files.writeString(
                folder.resolve("base64.crt"), "-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----\n");
        for (Path file : List.of(cut, base64, made.key().path())) {
            assertThatThrownBy(() -> new PemFile(file).certificates())
                    .as(file.toString())
                    .isInstanceOf(Invalid.class)
                    .hasMessageContaining("must be a PEM file");
        }
        Path large = Files.writeString(folder.resolve("large.crt"), "x".repeat(1 << 19));
        for (Path file : List.of(folder, folder.resolve("absent"), large)) {
            assertThatThrownBy(() -> new PemFile(file).certificates())
                    .isInstanceOf(Invalid.class)
                    .hasMessageContaining("must be a file that can be read");
        }
        assertThatThrownBy(() -> PemFile.at("\0")).isInstanceOf(Invalid.class);
    }
}
