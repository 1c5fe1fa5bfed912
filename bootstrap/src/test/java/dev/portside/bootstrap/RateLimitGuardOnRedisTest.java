package dev.portside.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RateLimitGuardOnRedisTest extends RateLimitGuardTest {
    @Override
    RunningPortside start(Map<String, String> settings) {
        return RunningPortside.onPostgres(settings);
    }

    /** Any key may have a closed plan; the guard goes by its setting. */
    @Test
    void withoutRedisSinceTheStartBucketsGiveNothingAndCallsAreLetIn() {
        Map<String, String> alone =
                Map.of("RATE_LIMIT_ENABLED", "true", "REDIS_URL", "redis://127.0.0.1:1", "RATE_LIMIT_TIMEOUT", "100ms");
        try (RunningPortside portside = start(alone)) {
            assertThat(portside.send("POST", "/api/bucket/consume?key=k").status())
                    .isEqualTo(503);
            assertThat(portside.get("/get?id=nobody").status()).isEqualTo(404);
        }
    }
}
