package dev.portside.bootstrap;

import dev.portside.stack.LocalRedisCluster;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class RateLimitsStoryOnClusterTest extends RateLimitsStoryTest {
    private static final int NODES = 3;
    private static LocalRedisCluster servers;

    @BeforeAll
    static void startServers() {
        servers = LocalRedisCluster.start("story", NODES);
    }

    @AfterAll
    static void stopServers() {
        servers.close();
    }

    @Override
    RunningPortside start(Map<String, String> settings) {
        servers.flush();
        Map<String, String> all = new HashMap<>(settings);
        all.put("REDIS_URL", servers.uri());
        return RunningPortside.onPostgres(all);
    }
}
