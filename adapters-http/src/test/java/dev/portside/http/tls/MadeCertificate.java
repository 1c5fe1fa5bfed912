package dev.portside.http.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for this machine and its key, as {@code tls.crt} and {@code tls.key} in a folder, made by openssl. */
public record MadeCertificate(Path folder) {
    private static final List<String> EC = List.of("ec", "-pkeyopt", "ec_paramgen_curve:prime256v1");

    /** With an elliptic curve, as quick as can be. */
    public static MadeCertificate in(Path folder, String name) {
        return in(folder, name, EC);
    }

    /** @param algorithm what openssl is told of the new key */
    static MadeCertificate in(Path folder, String name, List<String> algorithm) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> arguments = new ArrayList<>(List.of("req", "-x509", "-nodes", "-days", "30", "-newkey"));
        arguments.addAll(algorithm);
        arguments.addAll(List.of("-subj", "/CN=" + name, "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"));
        arguments.addAll(List.of("-keyout", folder.resolve("tls.key").toString()));
        arguments.addAll(List.of("-out", folder.resolve("tls.crt").toString()));
        openssl(arguments.toArray(String[]::new));
        return new MadeCertificate(folder);
    }

    static void openssl(String... arguments) {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as("%s: %s", command, said).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public PemFile certificate() {
        return new PemFile(folder.resolve("tls.crt"));
    }

    public PemFile key() {
        return new PemFile(folder.resolve("tls.key"));
    }

    /** A client's side that trusts these alone. */
    public static SSLContext trusting(MadeCertificate... trusted) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (MadeCertificate each : trusted) {
                store.setCertificateEntry(
                        each.folder.toString(),
                        each.certificate().certificates().getFirst());
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
