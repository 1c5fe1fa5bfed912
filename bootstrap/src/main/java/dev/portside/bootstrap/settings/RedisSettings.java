package dev.portside.bootstrap.settings;

import dev.portside.redis.RedisAddress;
import java.util.List;

/**
 * {@code REDIS_URL}, or {@code REDIS_ADDR}, {@code REDIS_PASSWORD}, {@code REDIS_DB}; {@code REDIS_POOL_SIZE}. What the URL
 * leaves out, the single settings say.
 *
 * @param nodes one server, or some of a cluster's
 * @param connections to each server, which all commands share
 */
public record RedisSettings(List<RedisAddress> nodes, int connections) {
    private static final RedisAddress PRESET = new RedisAddress("localhost", 6379, 0, "", "", false);
    private static final int CONNECTIONS_MAX = 100;

    static RedisSettings read(SettingsReader in) {
        RedisAddress at = in.checked("REDIS_ADDR", "localhost:6379", "host:port", RedisUrl::readHost);
        RedisAddress parts = new RedisAddress(
                at.host(),
                at.port(),
                in.whole("REDIS_DB", PRESET.database(), 0, RedisUrl.DATABASE_MAX),
                PRESET.user(),
                in.text("REDIS_PASSWORD", PRESET.password()),
                PRESET.tls());
        return new RedisSettings(
                in.checked("REDIS_URL", RedisUrl.ALLOWED, url -> RedisUrl.read(url, parts))
                        .orElse(List.of(parts)),
                in.whole("REDIS_POOL_SIZE", 1, 1, CONNECTIONS_MAX));
    }

    public boolean isCluster() {
        return nodes.size() > 1;
    }
}
