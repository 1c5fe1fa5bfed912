package dev.portside.benchmark;

import java.time.Duration;
import java.util.Map;

/**
 * How db-scheduler is set.
 *
 * @param threads that execute tasks
 * @param fetchBelow tasks in hand per thread below which more are fetched
 * @param fetchUpTo tasks in hand per thread after a fetch
 */
record PeerSettings(int threads, double fetchBelow, double fetchUpTo, Duration pollingInterval, int taskConnections) {
    static final Map<String, String> FASTEST = Map.of(
            "PEER_THREADS", "20",
            "PEER_FETCH_BELOW", "4",
            "PEER_FETCH_UP_TO", "20",
            "PEER_POLLING_MILLIS", "20",
            "PEER_TASK_CONNECTIONS", "64");

    /** @param settings those above, or others of these names */
    static PeerSettings of(Map<String, String> settings) {
        return new PeerSettings(
                Integer.parseInt(settings.get("PEER_THREADS")),
                Double.parseDouble(settings.get("PEER_FETCH_BELOW")),
                Double.parseDouble(settings.get("PEER_FETCH_UP_TO")),
                Duration.ofMillis(Long.parseLong(settings.get("PEER_POLLING_MILLIS"))),
                Integer.parseInt(settings.get("PEER_TASK_CONNECTIONS")));
    }
}
