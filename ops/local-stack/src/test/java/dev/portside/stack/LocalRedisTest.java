package dev.portside.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class LocalRedisTest extends LocalServerContract<LocalRedis> {
    @Override
    LocalRedis startServer() {
        return LocalRedis.start("test redis");
    }

    @Override
    void write(LocalRedis redis, String key, String value) throws IOException {
        try (Line line = new Line(redis.host(), redis.port())) {
            assertThat(line.ask("SET '%s' %s".formatted(key, value))).isEqualTo("+OK");
        }
    }

    @Override
    String read(LocalRedis redis, String key) throws IOException {
        try (Line line = new Line(redis.host(), redis.port())) {
            line.ask("GET '%s'".formatted(key));
            return line.read();
        }
    }

    @Test
    void givesEachTestADatabaseOfItsOwn() throws IOException {
        try (LocalRedis redis = LocalRedis.start("databases")) {
            assertThat(redis.freshDatabase())
                    .isNotEqualTo(redis.freshDatabase())
                    .isNotEqualTo(redis.uri());
            assertThat(redis.freshPrefix()).isNotEqualTo(redis.freshPrefix()).endsWith(":");
        }
    }
}
