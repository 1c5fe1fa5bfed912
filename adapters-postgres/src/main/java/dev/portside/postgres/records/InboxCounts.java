package dev.portside.postgres.records;

import java.util.Collections;

/**
 * Counts tasks within the statement that moves them, so that reading the counts never scans tasks. Each connection counts
 * in a shard of its own; rows are written in one order, so that two that share a shard wait for each other but never in a
 * ring.
 */
final class InboxCounts {
    /** The day of the counts that belong to no day: those of tasks that have not ended, or that are kept as long as need be. */
    static final String NO_DAY = "DATE '1970-01-01'";

    static final int PENDING = 0;
    static final int APPLIED = 1;
    static final int REJECTED = 2;
    static final int DEAD = 3;

    private static final String SHARD = "pg_backend_pid() % 64";

    private InboxCounts() {}

    /**
     * Adds to the counts.
     *
     * @param moved a query for the columns day, kind, status, by
     */
    static String add(String moved) {
        return insert("""
                SELECT %s, day, kind, status, sum(by) FROM (%s) AS moved (day, kind, status, by)
                GROUP BY day, kind, status ORDER BY day, kind, status""".formatted(SHARD, moved));
    }

    /**
     * Adds to the counts of pending tasks: for each kind two parameters, the kind and how many. {@link #add} does the same
     * at four times the cost, and this is part of every acceptance.
     *
     * @param kinds how many kinds; their parameters come in ascending order
     */
    static String addPending(int kinds) {
        String row = "(%s, %s, CAST(? AS smallint), %d, CAST(? AS bigint))".formatted(SHARD, NO_DAY, PENDING);
        return insert("VALUES " + String.join(", ", Collections.nCopies(kinds, row)));
    }

    private static String insert(String rows) {
        return """
                INSERT INTO inbox_counts AS counted (shard, day, kind, status, tasks)
                %s
                ON CONFLICT (shard, day, kind, status) DO UPDATE SET tasks = counted.tasks + excluded.tasks
                """.formatted(rows);
    }
}
