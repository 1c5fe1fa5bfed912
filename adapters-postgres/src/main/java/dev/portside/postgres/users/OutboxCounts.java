package dev.portside.postgres.users;

/**
 * Counts unsent events within the statement that adds or ends them, so that reading the count never scans events. Each
 * connection counts in a shard of its own.
 */
final class OutboxCounts {
    static final String SUM = "SELECT coalesce(sum(unsent), 0) FROM outbox_counts";

    private static final int SHARDS = 64;

    private OutboxCounts() {}

    /** @param by a query for one row with one column: by how many the count changes */
    static String add(String by) {
        return """
                INSERT INTO outbox_counts AS counted (shard, unsent)
                SELECT pg_backend_pid() %% %d, moved.by FROM (%s) AS moved (by) WHERE moved.by <> 0
                ON CONFLICT (shard) DO UPDATE SET unsent = counted.unsent + excluded.unsent""".formatted(SHARDS, by);
    }
}
