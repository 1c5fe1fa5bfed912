package dev.portside.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.redis.RedisAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisSettingsTest {
    @Test
    void thePresetIsALocalServer() {
        assertThat(read(Map.of()))
                .isEqualTo(new RedisSettings(List.of(new RedisAddress("localhost", 6379, 0, "", "", false)), 1));
    }

    @Test
    void eachPartCanBeSet() {
        assertThat(read(Map.of(
                        "REDIS_ADDR", "[::1]:7000",
                        "REDIS_PASSWORD", "p@ss",
                        "REDIS_DB", "3",
                        "REDIS_POOL_SIZE", "4")))
                .isEqualTo(new RedisSettings(List.of(new RedisAddress("[::1]", 7000, 3, "", "p@ss", false)), 4));
        assertThat(read(Map.of("REDIS_ADDR", "redis_1")).nodes().getFirst().port())
                .isEqualTo(6379);
    }

    @Test
    void aUrlWinsOverThePartsThatItNames() {
        Map<String, String> parts = Map.of("REDIS_ADDR", "other:1", "REDIS_PASSWORD", "p", "REDIS_DB", "3");
        assertThat(read(parts, "rediss://ann:a%40b%2F@cache.example:7001/5"))
                .isEqualTo(new RedisAddress("cache.example", 7001, 5, "ann", "a@b/", true));
        assertThat(read(parts, "redis://cache")).isEqualTo(new RedisAddress("cache", 6379, 3, "", "p", false));
        assertThat(read(parts, "redis://:q@cache/")).isEqualTo(new RedisAddress("cache", 6379, 3, "", "q", false));
    }

    @Test
    void severalHostsAreACluster() {
        RedisSettings cluster = read(Map.of("REDIS_URL", "rediss://ann:p@a:7000,[::1]:7001,c", "REDIS_POOL_SIZE", "2"));
        assertThat(cluster)
                .isEqualTo(new RedisSettings(
                        List.of(
                                new RedisAddress("a", 7000, 0, "ann", "p", true),
                                new RedisAddress("[::1]", 7001, 0, "ann", "p", true),
                                new RedisAddress("c", 6379, 0, "ann", "p", true)),
                        2));
        assertThat(cluster.isCluster()).isTrue();
        assertThat(read(Map.of("REDIS_URL", "redis://a")).isCluster()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://a:7000,b:7001/1",
                "redis://a,",
                "localhost:6379",
                "http://h",
                "redis://",
                "redis://h:0",
                "redis://h:65536",
                "redis://h/x",
                "redis://h/65536",
                "redis://h/1?x=y",
                "redis://a b",
                "redis://%:p@h"
            })
    void anyOtherUrlIsRefusedWithoutShowingIt(String url) {
        assertThatThrownBy(() -> read(Map.of("REDIS_URL", url)))
                .isInstanceOf(BadSettings.class)
                .hasMessageStartingWith("REDIS_URL=***: must ");
    }

    @Test
    void allThatAreWrongAreNamed() {
        assertThatThrownBy(() -> read(Map.of("REDIS_ADDR", "a,b", "REDIS_DB", "-1", "REDIS_POOL_SIZE", "0")))
                .satisfies(
                        e -> assertThat(String.valueOf(e.getMessage()).lines()).hasSize(3));
    }

    private static RedisAddress read(Map<String, String> parts, String url) {
        Map<String, String> all = new java.util.HashMap<>(parts);
        all.put("REDIS_URL", url);
        return read(all).nodes().getFirst();
    }

    private static RedisSettings read(Map<String, String> values) {
        SettingsReader in = new SettingsReader(values::get, List.of());
        RedisSettings settings = RedisSettings.read(in);
        in.check();
        return settings;
    }
}
