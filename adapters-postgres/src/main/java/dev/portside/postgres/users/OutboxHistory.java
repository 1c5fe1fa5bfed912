package dev.portside.postgres.users;

import dev.portside.domain.users.OutboxEntry;
import dev.portside.domain.users.SentEvents;
import dev.portside.domain.users.UserEvent;
import dev.portside.postgres.Database;
import dev.portside.postgres.Partitions;
import dev.portside.postgres.Rows;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbStatementQuery;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Looks back at events that are kept. */
final class OutboxHistory {
    private static final String WHICH = """
             FROM outbox_events AS event
            WHERE sequence > ? AND day BETWEEN CAST(? AS date) AND CAST(? AS date)
                AND occurred_at >= CAST(? AS timestamptz) AND occurred_at < CAST(? AS timestamptz)
                AND type = coalesce(CAST(? AS smallint), type)
                AND (SELECT 1 FROM outbox_unsent WHERE outbox_unsent.sequence = event.sequence LIMIT 1) IS NULL
            """;

    private static final String OF_USER = " AND user_id = CAST(? AS uuid) ";

    /** In the order of the codes of {@link #NEWEST}. */
    private static final List<OutboxEntry.State> STATES = List.of(
            OutboxEntry.State.SENT, OutboxEntry.State.CLAIMED, OutboxEntry.State.RETRYING, OutboxEntry.State.WAITING);

    private static final String NEWEST = "SELECT " + UserRows.EVENT + """
            , CASE
                WHEN (SELECT 1 FROM outbox_unsent WHERE outbox_unsent.sequence = event.sequence LIMIT 1) IS NULL THEN 0
                WHEN EXISTS (SELECT FROM outbox_claims WHERE event.sequence = ANY (sequences)) THEN 1
                WHEN EXISTS (SELECT FROM outbox_retries WHERE outbox_retries.sequence = event.sequence) THEN 2
                ELSE 3 END
            FROM outbox_events AS event ORDER BY sequence DESC LIMIT CAST(? AS bigint)""";

    private final Database database;

    OutboxHistory(Database main) {
        this.database = main;
    }

    List<UserEvent> sent(SentEvents which, long after, int limit) {
        return database.execute(
                db -> asking(db, "SELECT " + UserRows.EVENT, which, after, " ORDER BY sequence LIMIT CAST(? AS bigint)")
                        .addParam(limit)
                        .execute()
                        .map(UserRows::event)
                        .toList());
    }

    Map<UserEvent.Type, Long> countSent(SentEvents which, long after) {
        return database.execute(db -> asking(db, "SELECT type, count(*)", which, after, " GROUP BY type")
                .execute()
                .collect(Collectors.toMap(row -> UserRows.type(row, 1), row -> Rows.whole(row, 2))));
    }

    private static DbStatementQuery asking(DbExecute db, String what, SentEvents which, long after, String end) {
        DbStatementQuery query = db.createQuery(what + WHICH + (which.user().isPresent() ? OF_USER : "") + end)
                .addParam(after)
                .addParam(Partitions.day(which.from()).toString())
                .addParam(Partitions.day(which.to()).toString())
                .addParam(Rows.timestamp(which.from()))
                .addParam(Rows.timestamp(which.to()))
                .addParam(which.type().map(UserRows::code).orElse(null));
        which.user().ifPresent(user -> query.addParam(user.text()));
        return query;
    }

    List<OutboxEntry> newest(int limit) {
        return database.execute(db -> db.query(NEWEST, limit)
                .map(row -> new OutboxEntry(UserRows.event(row), STATES.get(Math.toIntExact(Rows.whole(row, 11)))))
                .toList());
    }
}
