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
    /**
     * One of the settings that its documentation measures, with fewer connections than callers. On two cores, 20 to 200
     * threads with its other fetch limits and twice the connections come out the same within their noise; 10 are slower.
     */
    static final Map<String, String> FASTEST = Map.of(
            "PEER_THREADS", "50",
            "PEER_FETCH_BELOW", "0.5",
            "PEER_FETCH_UP_TO", "4",
            "PEER_POLLING_MILLIS", "20",
            "PEER_TASK_CONNECTIONS", "32");

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
