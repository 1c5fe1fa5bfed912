package dev.portside.bootstrap.settings;

import dev.portside.domain.shared.Invalid;
import dev.portside.domain.shared.Texts;
import dev.portside.postgres.DatabaseAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A database's address as {@code postgres://user:password@host:port/name?sslmode=require}, percent-encoded. Not read by
 * {@link java.net.URI}, which finds no host where it holds an underscore, as those of containers do.
 */
final class DatabaseUrl {
    private static final int PORT_PRESET = 5432;
    private static final List<String> SSL_MODES =
            List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    static final String ALLOWED = "a URL such as postgres://user:password@host:5432/name?sslmode=require";
    private static final Pattern FORM = Pattern.compile("postgres(?:ql)?://"
            + "(?:(?<user>[^:@/?#]*)(?::(?<password>[^@/?#]*))?@)?"
            + "(?<host>" + HostAndPort.HOST + ")"
            + "(?::(?<port>" + HostAndPort.PORT + "))?"
            + "(?:/(?<name>[^/?#]*))?"
            + "(?:\\?(?<query>[^?#]*))?");
    private static final String SSL_MODE = "sslmode=";

    private DatabaseUrl() {}

    /**
     * @param presets for the user, the password, the name and the TLS mode, where the URL leaves them out
     * @throws Invalid when it is no such URL; the message repeats nothing of it, since it may hold a password
     */
    static DatabaseAddress read(String url, DatabaseAddress presets) {
        Matcher parts = FORM.matcher(url);
        if (!parts.matches()) {
            throw new Invalid("must be " + ALLOWED + ", in which the port is " + HostAndPort.PORT_ALLOWED
                    + " and the user's, the password's and the name's special characters are percent-encoded");
        }
        int port = part(parts, "port").map(Integer::parseInt).orElse(PORT_PRESET);
        String sslMode = part(parts, "query").map(DatabaseUrl::sslMode).orElse(presets.sslMode());
        return new DatabaseAddress(
                parts.group("host"),
                port,
                part(parts, "user").orElse(presets.user()),
                part(parts, "password").orElse(presets.password()),
                part(parts, "name").orElse(presets.name()),
                sslMode);
    }

    private static String sslMode(String query) {
        if (!query.startsWith(SSL_MODE) || !SSL_MODES.contains(query.substring(SSL_MODE.length()))) {
            throw new Invalid(
                    "must be a URL with no parameter but sslmode, which is one of " + String.join(", ", SSL_MODES));
        }
        return query.substring(SSL_MODE.length());
    }

    /** A part of that name that is there, decoded. */
    static Optional<String> part(Matcher parts, String name) {
        return Optional.ofNullable(parts.group(name))
                .filter(part -> !part.isEmpty())
                .map(DatabaseUrl::decoded)
                .map(Texts::storable);
    }

    /** A plus sign stands for itself here. */
    private static String decoded(String part) {
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new Invalid("must be a URL in which a percent sign is written %25");
        }
    }
}
