package dev.portside.redis;

import io.lettuce.core.RedisURI;
import java.time.Duration;

/**
 * Where a Redis server is, and who asks.
 *
 * @param host IPv6 in brackets
 * @param user empty for the default one
 * @param password empty for none
 * @param tls whether the connection is encrypted, and the server's certificate checked
 */
public record RedisAddress(String host, int port, int database, String user, String password, boolean tls) {
    /** Another node of the same cluster. */
    RedisAddress at(String otherHost, int otherPort) {
        return new RedisAddress(otherHost, otherPort, database, user, password, tls);
    }

    /** @param timeMax for each step of connecting */
    RedisURI uri(Duration timeMax) {
        RedisURI.Builder uri = RedisURI.builder()
                .withHost(host.replaceAll("[\\[\\]]", ""))
                .withPort(port)
                .withDatabase(database)
                .withSsl(tls)
                .withVerifyPeer(tls)
                .withClientName("portside")
                .withTimeout(timeMax);
        if (!user.isEmpty()) {
            uri.withAuthentication(user, password.toCharArray());
        } else if (!password.isEmpty()) {
            uri.withPassword(password.toCharArray());
        }
        return uri.build();
    }

    /** Without the password, so that it can be shown. */
    @Override
    public String toString() {
        return (tls ? "rediss://" : "redis://") + host + ':' + port + '/' + database;
    }
}
