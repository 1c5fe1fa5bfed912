package dev.portside.bootstrap.settings;

import dev.portside.domain.shared.Invalid;
import dev.portside.redis.RedisAddress;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Redis server's address as {@code redis://user:password@host:port/database}, percent-encoded; {@code rediss} for TLS.
 * Several hosts with their ports, with commas between, are nodes of a cluster, which has one database.
 */
final class RedisUrl {
    static final int DATABASE_MAX = 65_535;
    static final String ALLOWED = "a URL such as redis://user:password@host:6379/0, or rediss:// for TLS";

    private static final int PORT_PRESET = 6379;
    private static final String PLACE = "(?<host>" + HostAndPort.HOST + ")(?::(?<port>" + HostAndPort.PORT + "))?";
    private static final Pattern HOST = Pattern.compile(PLACE);
    private static final Pattern FORM = Pattern.compile("redis(?<tls>s?)://"
            + "(?:(?<user>[^:@/?#]*)(?::(?<password>[^@/?#]*))?@)?(?<places>[^@/?#]+)(?:/(?<database>\\d{0,5}))?");

    private RedisUrl() {}

    /**
     * @param presets for the user, the password and the database, where the URL leaves them out
     * @throws Invalid when it is no such URL; the message repeats nothing of it, since it may hold a password
     */
    static List<RedisAddress> read(String url, RedisAddress presets) {
        Matcher parts = FORM.matcher(url);
        List<Matcher> places = parts.matches()
                ? Stream.of(parts.group("places").split(",", -1))
                        .map(HOST::matcher)
                        .toList()
                : List.of();
        if (places.isEmpty() || !places.stream().allMatch(Matcher::matches)) {
            throw new Invalid("must be " + ALLOWED + ", in which the port is " + HostAndPort.PORT_ALLOWED
                    + " and the user's and the password's special characters are percent-encoded;"
                    + " or several hosts, as in redis://a:6379,b:6379, for a cluster");
        }
        int database =
                DatabaseUrl.part(parts, "database").map(Integer::parseInt).orElse(presets.database());
        if (database > (places.size() > 1 ? 0 : DATABASE_MAX)) {
            throw new Invalid("must be a URL with a database from 0 to " + DATABASE_MAX + ", with 0 for a cluster");
        }
        String user = DatabaseUrl.part(parts, "user").orElse(presets.user());
        String password = DatabaseUrl.part(parts, "password").orElse(presets.password());
        boolean tls = !parts.group("tls").isEmpty();
        return places.stream()
                .map(place -> new RedisAddress(place.group("host"), port(place), database, user, password, tls))
                .toList();
    }

    /** {@code host:port} by itself. */
    static RedisAddress readHost(String text) {
        Matcher parts = HOST.matcher(text);
        if (!parts.matches()) {
            throw new Invalid("must be the name or the address of one host and its port from "
                    + HostAndPort.PORT_ALLOWED + ", such as localhost:6379");
        }
        return new RedisAddress(parts.group("host"), port(parts), 0, "", "", false);
    }

    private static int port(Matcher parts) {
        return DatabaseUrl.part(parts, "port").map(Integer::parseInt).orElse(PORT_PRESET);
    }
}
