package dev.portside.postgres.users;

import dev.portside.domain.shared.LeasedLane;
import dev.portside.domain.users.BatchId;
import dev.portside.domain.users.Claim;
import dev.portside.domain.users.PublisherId;
import dev.portside.domain.users.UnsentEvent;
import dev.portside.postgres.Database;
import dev.portside.postgres.PostgresLanes;
import dev.portside.postgres.Rows;
import io.helidon.dbclient.DbRow;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How events are claimed: with one row for a batch, that says who is sending what.
 *
 * <p>Hazard: a claim under a lease that is just changing hands. The claim locks the leases of the lanes that it takes events
 * of, and passes over those that are being changed at this moment; a lease that was changed before is read anew and refused.
 * So whoever leases a lane afterwards sees every claim in it.
 */
final class OutboxClaims {
    /** Whose events are claimed in these lanes, or wait for their retry: none of them can be claimed. */
    private static final String WITH_HELD_BACK = """
            WITH held AS MATERIALIZED (SELECT CAST(? AS bigint[]) AS epochs),
            held_back AS MATERIALIZED (
                SELECT event.user_id FROM outbox_claims AS claim, unnest(claim.sequences) AS claimed (sequence)
                CROSS JOIN LATERAL (
                    SELECT user_id FROM outbox_unsent WHERE outbox_unsent.sequence = claimed.sequence LIMIT 1) AS event
                WHERE EXISTS (
                    SELECT FROM unnest(claim.lanes) AS lane WHERE (SELECT epochs FROM held)[lane + 1] IS NOT NULL)
                UNION ALL
                SELECT user_id FROM outbox_retries WHERE not_before > CAST(? AS timestamptz))
            """;

    private static final String CLAIM = WITH_HELD_BACK + """
            , due AS MATERIALIZED (
                SELECT sequence, day, lane FROM outbox_unsent
                WHERE (SELECT epochs FROM held)[lane + 1] IS NOT NULL AND user_id NOT IN (SELECT user_id FROM held_back)
                ORDER BY sequence LIMIT CAST(? AS bigint)),
            fence AS MATERIALIZED (
                SELECT lane FROM lanes
                WHERE kind = 'users' AND owner IS NOT NULL AND epoch = (SELECT epochs FROM held)[lane + 1]
                    AND lane IN (SELECT lane FROM due)
                FOR SHARE SKIP LOCKED),
            claimed AS MATERIALIZED (SELECT due.* FROM due JOIN fence USING (lane)),
            claim AS (
                INSERT INTO outbox_claims (batch, publisher, lanes, sequences)
                SELECT CAST(? AS uuid), CAST(? AS uuid), array_agg(DISTINCT lane), array_agg(sequence) FROM claimed
                HAVING count(*) > 0)
            SELECT event.*, retry.failures, retry.first_failure_at FROM claimed
            CROSS JOIN LATERAL (
                SELECT %s FROM outbox_events
                WHERE outbox_events.sequence = claimed.sequence AND outbox_events.day = claimed.day LIMIT 1) AS event
            LEFT JOIN outbox_retries AS retry ON retry.sequence = claimed.sequence
            ORDER BY claimed.sequence""".formatted(UserRows.EVENT);

    private static final String CLAIMED = """
            WITH held AS MATERIALIZED (SELECT CAST(? AS bigint[]) AS epochs)
            SELECT batch, publisher FROM outbox_claims AS claim WHERE EXISTS (
                SELECT FROM unnest(claim.sequences) AS claimed (sequence)
                CROSS JOIN LATERAL (
                    SELECT lane FROM outbox_unsent WHERE outbox_unsent.sequence = claimed.sequence LIMIT 1) AS event
                JOIN lanes ON lanes.kind = 'users' AND lanes.lane = event.lane AND lanes.owner IS NOT NULL
                    AND lanes.epoch = (SELECT epochs FROM held)[lanes.lane + 1])
            ORDER BY batch""";

    private final Database database;
    private final InstantSource clock;

    OutboxClaims(Database main, InstantSource clock) {
        this.database = main;
        this.clock = clock;
    }

    List<UnsentEvent> claim(Claim claim, Set<LeasedLane> lanes, int max) {
        return database.execute(db -> db.createQuery(CLAIM)
                .addParam(PostgresLanes.epochs(lanes))
                .addParam(Rows.timestamp(clock.instant()))
                .addParam(max)
                .addParam(claim.batch().value().toString())
                .addParam(claim.publisher().value().toString())
                .execute()
                .map(OutboxClaims::unsent)
                .toList());
    }

    private static UnsentEvent unsent(DbRow row) {
        return new UnsentEvent(
                UserRows.event(row),
                Rows.optionalText(row, 11) == null ? 0 : Math.toIntExact(Rows.whole(row, 11)),
                Rows.optionalInstant(row, 12));
    }

    Set<Claim> claimed(Set<LeasedLane> lanes) {
        return database.execute(db -> db.createQuery(CLAIMED)
                .addParam(PostgresLanes.epochs(lanes))
                .execute()
                .map(row -> new Claim(new BatchId(UserRows.uuid(row, 1)), new PublisherId(UserRows.uuid(row, 2))))
                .collect(Collectors.toUnmodifiableSet()));
    }
}
