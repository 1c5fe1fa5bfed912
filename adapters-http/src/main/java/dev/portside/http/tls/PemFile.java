package dev.portside.http.tls;

import dev.portside.domain.shared.Invalid;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of certificates or with a key (RFC 7468), not longer than {@value #BYTES_MAX} bytes. It is read at each call. */
public record PemFile(Path path) {
    private static final int BYTES_MAX = 1 << 18;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final String CERTIFICATE = "CERTIFICATE";

    private record Block(String label, byte[] content) {}

    /** {@link Invalid} when the text is no path. */
    public static PemFile at(String path) {
        try {
            return new PemFile(Path.of(path));
        } catch (InvalidPathException _) {
            throw unreadable();
        }
    }

    /** The server's certificate first, then those of its issuers; {@link Invalid} when there is none. */
    public List<X509Certificate> certificates() {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : blocks()) {
            if (block.label.equals(CERTIFICATE)) {
                certificates.add(certificate(block.content));
            }
        }
        if (certificates.isEmpty()) {
            throw noCertificate();
        }
        return certificates;
    }

    /** The key, in PKCS#8 or in the older forms for RSA and EC; {@link Invalid} when there is none, or it is encrypted. */
    public PrivateKey privateKey() {
        for (Block block : blocks()) {
            switch (block.label) {
                case "PRIVATE KEY" -> {
                    return Pkcs8.key(block.content);
                }
                case "RSA PRIVATE KEY" -> {
                    return Pkcs8.key(Pkcs8.ofRsa(block.content));
                }
                case "EC PRIVATE KEY" -> {
                    return Pkcs8.key(Pkcs8.ofEc(block.content));
                }
                default -> {} // Such as the parameters of a curve.
            }
        }
        throw Pkcs8.noKey();
    }

    private List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text());
        while (matcher.find()) {
            try {
                blocks.add(new Block(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2))));
            } catch (IllegalArgumentException _) {
                throw new Invalid("must be a PEM file that is whole");
            }
        }
        return blocks;
    }

    String text() {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(BYTES_MAX + 1);
            if (bytes.length <= BYTES_MAX) {
                return new String(bytes, StandardCharsets.ISO_8859_1);
            }
        } catch (IOException _) {
            // Said below.
        }
        throw unreadable();
    }

    private static X509Certificate certificate(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException _) {
            throw noCertificate();
        }
    }

    private static Invalid unreadable() {
        return new Invalid("must be a file that can be read, of at most " + BYTES_MAX + " bytes");
    }

    private static Invalid noCertificate() {
        return new Invalid("must be a PEM file of certificates, the server's own first");
    }
}
