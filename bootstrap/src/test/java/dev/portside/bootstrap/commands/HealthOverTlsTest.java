package dev.portside.bootstrap.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portside.bootstrap.MadeCertificate;
import dev.portside.bootstrap.Portside;
import dev.portside.bootstrap.settings.Environment;
import dev.portside.bootstrap.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.HttpsURLConnection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The whole service with a certificate: at both of its doors, to its health check, and when the files change. */
class HealthOverTlsTest {
    @TempDir
    private static Path folder;

    private static MadeCertificate made;
    private static Portside portside;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() {
        made = MadeCertificate.in(folder.resolve("made"));
        Map<String, String> settings = new HashMap<>(made.settings());
        settings.putAll(Map.of("REPOSITORY_TYPE", "mock", "HOST", "127.0.0.1", "PORT", "0", "MANAGEMENT_PORT", "0"));
        portside = Portside.start(Settings.read(Environment.of(settings, Path.of("no.env"))));
    }

    @AfterAll
    static void stop() {
        portside.close();
    }

    @Test
    void theCheckAsksTheDoorForThoseWhoWatchWhateverNameTheCertificateHas() {
        int port = portside.managementPort().orElseThrow();
        assertThat(health("--url", "https://127.0.0.1:" + port)).isZero();
        assertThat(out.toString()).isEqualTo("ready" + System.lineSeparator());
        assertThat(health("--url", "http://127.0.0.1:" + port)).isEqualTo(1);
        assertThat(err.toString()).contains("no answer from http://127.0.0.1:" + port);
    }

    @Test
    void theCheckFindsTheServiceByItsSettings() {
        assertThat(here(Map.of())).isEqualTo("http://localhost:8080");
        assertThat(here(Map.of("PORT", "81", "HTTP_PORT", "82"))).isEqualTo("http://localhost:81");
        assertThat(here(Map.of("HTTP_PORT", "82", "TLS_CERT", ""))).isEqualTo("http://localhost:82");
        assertThat(here(Map.of("PORT", "81", "MANAGEMENT_PORT", "83", "TLS_CERT", "/tls/tls.crt")))
                .isEqualTo("https://localhost:83");
    }

    private static String here(Map<String, String> environment) {
        return HealthCommand.here(Environment.of(environment, Path.of("no.env")))
                .toString();
    }

    @Test
    void filesThatChangeAreServedWithoutARestart() throws IOException {
        Certificate first = served();
        MadeCertificate next = MadeCertificate.in(folder.resolve("next"));
        Files.move(next.key(), made.key(), StandardCopyOption.REPLACE_EXISTING);
        Files.move(next.certificate(), made.certificate(), StandardCopyOption.REPLACE_EXISTING);
        await().atMost(Duration.ofMinutes(1)).until(() -> !served().equals(first));
    }

    private static Certificate served() throws IOException {
        HttpsURLConnection connection =
                (HttpsURLConnection) URI.create("https://127.0.0.1:" + portside.port() + "/todos")
                        .toURL()
                        .openConnection();
        AnyCertificate.accept(connection);
        try {
            assertThat(connection.getResponseCode()).isEqualTo(200);
            assertThat(connection.getHeaderField("Strict-Transport-Security")).isEqualTo("max-age=31536000");
            return connection.getServerCertificates()[0];
        } finally {
            connection.disconnect();
        }
    }

    private int health(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commandLine.execute(
                Stream.concat(Stream.of("health"), Stream.of(arguments)).toArray(String[]::new));
    }
}
