package dev.portside.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.bootstrap.MadeCertificate;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsSettingsTest {
    @TempDir
    private static Path folder;

    private static MadeCertificate made;

    @BeforeAll
    static void make() {
        made = MadeCertificate.in(folder.resolve("made"));
    }

    @Test
    void withoutThemNothingIsEncrypted() {
        assertThat(read(Map.of()).tls()).isEmpty();
        assertThat(read(Map.of("TLS_CERT", " ", "TLS_KEY", "")).tls()).isEmpty();
    }

    @Test
    void bothAreReadAtOnce() {
        TlsSettings tls = read(made.settings()).tls().orElseThrow();
        assertThat(tls.certificate().path()).isEqualTo(made.certificate());
        assertThat(tls.key().path()).isEqualTo(made.key());
    }

    @Test
    void oneWithoutTheOtherIsAFault() {
        refused("TLS_KEY=: must be set as well", "TLS_CERT", made.certificate());
        refused("TLS_CERT=: must be set as well", "TLS_KEY", made.key());
    }

    @Test
    void whatCannotBeUsedIsNamed() {
        Path absent = folder.resolve("absent");
        Path other = MadeCertificate.in(folder.resolve("other")).key();
        Path crt = made.certificate();
        refused("TLS_CERT=" + absent + ": must be a file that can be read", "TLS_CERT", absent, "TLS_KEY", made.key());
        refused("TLS_CERT=" + other + ": must be a PEM file of certificates", "TLS_CERT", other, "TLS_KEY", made.key());
        refused("TLS_KEY=***: must be a file that can be read", "TLS_CERT", crt, "TLS_KEY", absent);
        refused("TLS_KEY=***: must be a PEM file with a private key", "TLS_CERT", crt, "TLS_KEY", crt);
        refused("TLS_KEY=***: must be the key of the certificate in TLS_CERT", "TLS_CERT", crt, "TLS_KEY", other);
    }

    private static void refused(String message, String name, Path file) {
        assertThatThrownBy(() -> read(Map.of(name, file.toString())))
                .isInstanceOf(BadSettings.class)
                .hasMessageStartingWith(message);
    }

    private static void refused(String message, String name, Path file, String otherName, Path otherFile) {
        assertThatThrownBy(() -> read(Map.of(name, file.toString(), otherName, otherFile.toString())))
                .isInstanceOf(BadSettings.class)
                .hasMessageStartingWith(message);
    }

    private static Settings read(Map<String, String> values) {
        return Settings.read(Environment.of(values, Path.of("no.env")));
    }
}
