package dev.portside.postgres.log;

import dev.portside.domain.shared.Idempotency;
import dev.portside.postgres.Database;
import dev.portside.postgres.Partitions;
import dev.portside.postgres.Rows;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps the tables of consumers from growing: makes the partitions of the coming days, drops those past their time, and
 * forgets how old entries ended. Any number of instances may do so at once.
 */
public final class StreamUpkeep {
    private static final Duration RETENTION = Duration.ofHours(24);
    private static final int DAYS_AHEAD = 3;
    private static final int FORGOTTEN_MAX = 10_000;

    private static final Partitions STEPS = new Partitions("stream_steps");

    /**
     * Forgets a bounded number of outcomes, but none that waits to come back or whose letter is there, and remembers up to
     * where: nobody is told then that such an entry was applied.
     */
    private static final String FORGET = """
            WITH gone AS (
                DELETE FROM stream_outcomes WHERE (consumer, topic, partition, entry) IN (
                    SELECT consumer, topic, partition, entry FROM stream_outcomes AS old
                    WHERE since < CAST(? AS timestamptz) AND status <> 0
                        AND NOT EXISTS (SELECT FROM dead_letters WHERE dead_letters.id = old.letter)
                    ORDER BY since LIMIT %d)
                RETURNING consumer, topic, partition, entry)
            UPDATE stream_positions AS stored SET forgotten_before = greatest(stored.forgotten_before, past.before)
            FROM (SELECT consumer, topic, partition, max(entry) + 1 AS before FROM gone GROUP BY 1, 2, 3) AS past
            WHERE stored.consumer = past.consumer AND stored.topic = past.topic AND stored.partition = past.partition""".formatted(FORGOTTEN_MAX);

    private final Database main;
    private final List<Partitions> keys;
    private final InstantSource clock;

    /** @param keys tables of idempotency keys of entries, partitioned by day */
    public StreamUpkeep(Database main, List<Partitions> keys, InstantSource clock) {
        this.main = main;
        this.keys = List.copyOf(keys);
        this.clock = clock;
    }

    /**
     * Makes and drops what is due.
     *
     * @return false, since it waits for its next turn
     * @throws dev.portside.domain.shared.Unavailable when the database is away; what is left is done the next time
     */
    public boolean runOnce() {
        Instant now = clock.instant();
        LocalDate today = Partitions.day(now);
        Stream.concat(Stream.of(STEPS), keys.stream())
                .forEach(table -> table.make(main, today.minusDays(1), today.plusDays(DAYS_AHEAD)));
        main.execute(db -> db.dml(FORGET, Rows.timestamp(now.minus(RETENTION))));
        STEPS.before(main, Partitions.day(now.minus(RETENTION))).forEach(day -> STEPS.drop(main, day));
        LocalDate keyHorizon = Partitions.day(now.minus(Idempotency.TTL));
        keys.forEach(table -> table.before(main, keyHorizon).forEach(day -> table.drop(main, day)));
        return false;
    }
}
