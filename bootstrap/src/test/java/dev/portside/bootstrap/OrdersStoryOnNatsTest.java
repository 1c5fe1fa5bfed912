package dev.portside.bootstrap;

import java.util.HashMap;
import java.util.Map;

/** The same story with orders in PostgreSQL and their messages in NATS JetStream. */
class OrdersStoryOnNatsTest extends OrdersStoryTest {
    @Override
    RunningPortside start(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("TEST_ENDPOINTS", "true"));
        all.putAll(settings);
        return RunningPortside.onPostgres(all);
    }
}
