package dev.portside.http.access;

import dev.portside.domain.shared.Invalid;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Where published keys are read from: a JWK set (RFC 7517), not longer than {@value #BYTES_MAX} bytes. */
public sealed interface KeySource permits KeyFile, KeyUrl {
    int BYTES_MAX = 1 << 18;

    Pattern URL = Pattern.compile("https?://.+", Pattern.CASE_INSENSITIVE);

    /** The document as it is now. */
    String read() throws IOException;

    /** An {@code https} URL, an {@code http} URL of this machine, or a file that can be read; {@link Invalid} otherwise. */
    static KeySource of(String setting) {
        Invalid unusable = new Invalid("must be a readable file, an https URL or an http URL of this machine");
        try {
            if (!URL.matcher(setting).matches()) {
                Path file = Path.of(setting);
                if (!Files.isReadable(file) || Files.isDirectory(file)) {
                    throw unusable;
                }
                return new KeyFile(file);
            }
            URI url = URI.create(setting);
            if (url.getHost() == null || !(url.getScheme().equalsIgnoreCase("https") || isLoopback(url.getHost()))) {
                throw unusable;
            }
            return new KeyUrl(url);
        } catch (IllegalArgumentException | UnknownHostException _) {
            throw unusable;
        }
    }

    private static boolean isLoopback(String host) throws UnknownHostException {
        return InetAddress.getByName(host).isLoopbackAddress();
    }
}
