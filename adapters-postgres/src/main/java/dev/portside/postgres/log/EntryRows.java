package dev.portside.postgres.log;

import dev.portside.domain.log.EntryStatus;
import dev.portside.domain.log.LogPlace;
import dev.portside.domain.log.LogStream;
import dev.portside.domain.tasks.TaskStatus;
import dev.portside.postgres.Rows;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How entries ended that did not just take effect; statuses are numbers, in the order of {@link #STATUSES}. */
final class EntryRows {
    private static final List<TaskStatus> STATUSES =
            List.of(TaskStatus.PENDING, TaskStatus.APPLIED, TaskStatus.REJECTED, TaskStatus.DEAD);

    private static final String KEEP = """
            INSERT INTO stream_outcomes (consumer, topic, partition, entry, status, reason, letter, since)
            SELECT CAST(? AS text), CAST(? AS text), partition, entry, status, reason, letter, CAST(? AS timestamptz)
            FROM unnest(CAST(? AS int[]), CAST(? AS bigint[]), CAST(? AS int[]), CAST(? AS text[]), CAST(? AS text[]))
                AS ended (partition, entry, status, reason, letter)
            ON CONFLICT (consumer, topic, partition, entry) DO UPDATE SET status = excluded.status,
                reason = excluded.reason, letter = excluded.letter, since = excluded.since""";

    private static final String PENDING = """
            SELECT partition, entry FROM stream_outcomes
            WHERE consumer = ? AND topic = ? AND status = 0
                AND (partition, entry) IN (SELECT * FROM unnest(CAST(? AS int[]), CAST(? AS bigint[])))
            FOR UPDATE""";

    /**
     * How one entry ended.
     *
     * @param letter the id of its dead letter
     */
    record End(
            LogPlace place,
            TaskStatus status,
            @Nullable String reason,
            @Nullable String letter) {}

    private EntryRows() {}

    /** What the columns status, reason and since say, which are the row's first; empty when there is no outcome. */
    static Optional<EntryStatus> status(DbRow row) {
        return Rows.optionalWhole(row, 1).map(number -> {
            TaskStatus status = STATUSES.get(Math.toIntExact(number));
            return new EntryStatus(
                    status,
                    Optional.ofNullable(Rows.optionalText(row, 2)),
                    status.finished() ? Rows.optionalInstant(row, 3) : Optional.empty());
        });
    }

    static void keep(DbExecute db, LogStream stream, List<End> ends, Instant now) {
        if (ends.isEmpty()) {
            return;
        }
        db.createInsert(KEEP)
                .addParam(stream.consumer())
                .addParam(stream.topic())
                .addParam(Rows.timestamp(now))
                .addParam(Rows.wholes(ends, end -> end.place.partition()))
                .addParam(Rows.longs(ends, end -> end.place.offset()))
                .addParam(Rows.wholes(ends, end -> STATUSES.indexOf(end.status)))
                .addParam((Object) Rows.texts(ends, End::reason))
                .addParam((Object) Rows.texts(ends, End::letter))
                .execute();
    }

    /** Which of these entries wait to come back; nobody else can end them until the transaction ends. */
    static List<LogPlace> pending(DbExecute db, LogStream stream, List<LogPlace> places) {
        record Key(int partition, long entry) {}
        if (places.isEmpty()) {
            return List.of();
        }
        List<Key> pending = db.createQuery(PENDING)
                .addParam(stream.consumer())
                .addParam(stream.topic())
                .addParam(Rows.wholes(places, LogPlace::partition))
                .addParam(Rows.longs(places, LogPlace::offset))
                .execute()
                .map(row -> new Key(Math.toIntExact(Rows.whole(row, 1)), Rows.whole(row, 2)))
                .toList();
        return places.stream()
                .filter(place -> pending.contains(new Key(place.partition(), place.offset())))
                .toList();
    }
}
