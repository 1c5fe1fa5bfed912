package dev.portside.bootstrap;

import java.util.Map;

class RateLimitGuardOnRedisTest extends RateLimitGuardTest {
    @Override
    RunningPortside start(Map<String, String> settings) {
        return RunningPortside.onPostgres(settings);
    }
}
