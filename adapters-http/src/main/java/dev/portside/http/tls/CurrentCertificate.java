package dev.portside.http.tls;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.portside.domain.shared.Invalid;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * Makes the encryption of new connections with the certificate that is in the files now. Connections that are open keep
 * the one that they began with.
 *
 * <p>Method: the files are compared by their content, since a swapped link changes neither time nor name, and only what
 * has been there for two looks in a row is taken, since two files are never replaced at once. What cannot be used is told
 * in the log once; the certificate from before is served on.
 */
public final class CurrentCertificate implements Supplier<SSLEngine> {
    /** The time between two looks at the files. */
    public static final Duration PERIOD = Duration.ofSeconds(2);

    private static final System.Logger LOG = System.getLogger(CurrentCertificate.class.getName());

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
    private static final String[] APPLICATION_PROTOCOLS = {"http/1.1"};

    private final PemFile certificate;
    private final PemFile key;
    private final InstantSource clock;
    private String seen;
    private String judged;
    private volatile SSLContext context;

    /** {@link Invalid} when the files hold no certificate with its key. */
    public CurrentCertificate(PemFile certificate, PemFile key, InstantSource clock) {
        this.certificate = certificate;
        this.key = key;
        this.clock = clock;
        this.seen = content();
        this.judged = seen;
        this.context = read();
    }

    /** The server's side of one connection: TLS 1.2 at least, with authenticated ciphers and HTTP/1.1. */
    @Override
    public SSLEngine get() {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(PROTOCOLS);
        parameters.setCipherSuites(Arrays.stream(parameters.getCipherSuites())
                .filter(suite -> suite.contains("_GCM_") || suite.contains("_CHACHA20_"))
                .toArray(String[]::new));
        parameters.setUseCipherSuitesOrder(true);
        parameters.setApplicationProtocols(APPLICATION_PROTOCOLS);
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** Looks at the files; false, since the next look can wait. Not to be called by two threads at once. */
    public boolean look() {
        String now = content();
        boolean settled = now.equals(seen);
        seen = now;
        if (settled && !now.equals(judged)) {
            judged = now;
            try {
                context = read();
            } catch (Invalid e) {
                LOG.log(WARNING, () -> "the certificate from before is served on: " + e.getMessage());
            }
        }
        return false;
    }

    private SSLContext read() {
        ServerCertificate read = ServerCertificate.read(certificate, key);
        boolean expired = read.notAfter().isBefore(clock.instant());
        LOG.log(
                expired ? WARNING : INFO,
                () -> "the certificate of " + read.subject()
                        + (expired ? " is served, which ended at " : " is served, until ") + read.notAfter());
        return read.context();
    }

    /** Stands for what both files hold, or for what is wrong with them. */
    private String content() {
        try {
            byte[] both = (certificate.text() + key.text()).getBytes(StandardCharsets.ISO_8859_1);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(both));
        } catch (Invalid e) {
            return String.valueOf(e.getMessage());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
