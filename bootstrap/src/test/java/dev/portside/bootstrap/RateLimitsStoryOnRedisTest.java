package dev.portside.bootstrap;

import java.util.Map;

class RateLimitsStoryOnRedisTest extends RateLimitsStoryTest {
    @Override
    RunningPortside start(Map<String, String> settings) {
        return RunningPortside.onPostgres(settings);
    }
}
