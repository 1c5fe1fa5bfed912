package dev.portside.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A certificate for localhost and its key, as they are made for whoever tries nginx. */
public record MadeCertificate(Path certificate, Path key) {
    private static final Path SCRIPT = Path.of("../ops/nginx/certificate.sh");

    public static MadeCertificate in(Path folder) {
        try {
            Process process = new ProcessBuilder(
                            "sh",
                            SCRIPT.toString(),
                            Files.createDirectories(folder).toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return new MadeCertificate(folder.resolve("tls.crt"), folder.resolve("tls.key"));
    }

    /** As settings name them. */
    public Map<String, String> settings() {
        return Map.of("TLS_CERT", certificate.toString(), "TLS_KEY", key.toString());
    }
}
