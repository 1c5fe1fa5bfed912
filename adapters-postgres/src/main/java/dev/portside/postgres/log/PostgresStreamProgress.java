package dev.portside.postgres.log;

import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.log.BatchResult;
import dev.portside.domain.log.EntryStatus;
import dev.portside.domain.log.LogOutcome;
import dev.portside.domain.log.LogPlace;
import dev.portside.domain.log.LogStream;
import dev.portside.domain.log.Received;
import dev.portside.domain.log.StreamPosition;
import dev.portside.domain.log.StreamProgress;
import dev.portside.domain.tasks.TaskStatus;
import dev.portside.postgres.Database;
import dev.portside.postgres.Partitions;
import dev.portside.postgres.PostgresDeadLetters;
import dev.portside.postgres.Rows;
import dev.portside.postgres.log.EntryRows.End;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Positions and outcomes in PostgreSQL. The position moves first, which locks it: a consumer that lost its partition waits
 * for the one that has it, and then finds another position than it believed.
 */
public final class PostgresStreamProgress implements StreamProgress {
    private static final String OF_PARTITION = " WHERE consumer = ? AND topic = ? AND partition = ?";

    private static final String TOTAL =
            "SELECT coalesce(sum(next), 0) FROM stream_positions WHERE consumer = ? AND topic = ?";

    private static final String NEXT = "SELECT next FROM stream_positions" + OF_PARTITION;

    private static final String BEGIN = """
            INSERT INTO stream_positions AS stored (consumer, topic, partition, next) VALUES (?, ?, ?, ?)
            ON CONFLICT (consumer, topic, partition) DO UPDATE SET next = excluded.next WHERE stored.next = 0""";

    private static final String MOVE =
            "UPDATE stream_positions SET next = ?" + OF_PARTITION + " AND next = CAST(? AS bigint)";

    private static final String STEP = """
            INSERT INTO stream_steps (consumer, topic, partition, next, at, day)
            VALUES (?, ?, ?, ?, CAST(? AS timestamptz), CAST(? AS date))""";

    /** One statement, since a batch may commit between two: its position would be seen and its outcomes not. */
    private static final String FIND = """
            SELECT ended.status, ended.reason, ended.since, stored.next, stored.forgotten_before, (
                SELECT min(at) FROM (
                    SELECT at FROM stream_steps AS step
                    WHERE step.consumer = stored.consumer AND step.topic = stored.topic
                        AND step.partition = stored.partition AND step.next > ?
                    ORDER BY step.next LIMIT 1) AS first)
            FROM stream_positions AS stored
            LEFT JOIN stream_outcomes AS ended ON ended.consumer = stored.consumer AND ended.topic = stored.topic
                AND ended.partition = stored.partition AND ended.entry = ?
            WHERE stored.consumer = ? AND stored.topic = ? AND stored.partition = ?""";

    private static final String FINISHED = """
            SELECT asked.partition, asked.entry
            FROM unnest(CAST(? AS int[]), CAST(? AS bigint[])) AS asked (partition, entry)
            LEFT JOIN stream_positions AS stored
                ON stored.consumer = ? AND stored.topic = ? AND stored.partition = asked.partition
            LEFT JOIN stream_outcomes AS ended
                ON ended.consumer = ? AND ended.topic = ? AND ended.partition = asked.partition AND ended.entry = asked.entry
            WHERE CASE WHEN ended.status IS NULL THEN asked.entry < stored.next ELSE ended.status <> 0 END""";

    private final Database database;
    private final InstantSource clock;

    public PostgresStreamProgress(Database main, InstantSource clock) {
        this.database = main;
        this.clock = clock;
    }

    @Override
    public long next(LogStream stream, int partition) {
        return database.execute(db -> next(db, stream, partition));
    }

    private static long next(DbExecute db, LogStream stream, int partition) {
        return db.get(NEXT, stream.consumer(), stream.topic(), partition)
                .map(row -> Rows.whole(row, 1))
                .orElse(0L);
    }

    /** The sum of the positions of all partitions: it grows with every batch, in the transaction of its effects. */
    public long total(LogStream stream) {
        return database.execute(db -> db.get(TOTAL, stream.consumer(), stream.topic())
                .map(row -> Rows.whole(row, 1))
                .orElseThrow());
    }

    /**
     * The transaction of {@link dev.portside.domain.log.LogEffects#apply}.
     *
     * @param effects applies entries in the transaction that it is given, all or none, and gives one outcome each in their
     *     order; gets only the entries that may take effect
     */
    public <T> BatchResult apply(
            List<Received<T>> batch,
            StreamPosition position,
            BiFunction<DbExecute, List<Received<T>>, List<LogOutcome>> effects) {
        return database.transaction(db -> {
            Instant now = clock.instant();
            if (!move(db, position, now)) {
                return new BatchResult.Overtaken(next(db, position.stream(), position.partition()));
            }
            Set<Integer> due = due(db, batch, position.stream());
            List<Received<T>> taking = due.size() == batch.size()
                    ? batch
                    : due.stream().sorted().map(batch::get).toList();
            Iterator<LogOutcome> results = effects.apply(db, taking).iterator();
            List<LogOutcome> all = new ArrayList<>();
            List<End> ends = new ArrayList<>();
            for (int i = 0; i < batch.size(); i++) {
                LogOutcome outcome = due.contains(i) ? results.next() : new LogOutcome.Applied();
                if (due.contains(i)) {
                    end(batch.get(i), outcome).ifPresent(ends::add);
                }
                all.add(outcome);
            }
            EntryRows.keep(db, position.stream(), ends, now);
            return new BatchResult.Stored(all);
        });
    }

    private static boolean move(DbExecute db, StreamPosition position, Instant now) {
        LogStream stream = position.stream();
        long moved = position.from() == 0
                ? db.dml(BEGIN, stream.consumer(), stream.topic(), position.partition(), position.next())
                : db.dml(
                        MOVE,
                        position.next(),
                        stream.consumer(),
                        stream.topic(),
                        position.partition(),
                        position.from());
        if (moved == 0) {
            return false;
        }
        db.dml(
                STEP,
                stream.consumer(),
                stream.topic(),
                position.partition(),
                position.next(),
                Rows.timestamp(now),
                Partitions.day(now).toString());
        return true;
    }

    /** Which entries may take effect: of those that came back, the first copy while its origin is reopened. */
    private static <T> Set<Integer> due(DbExecute db, List<Received<T>> batch, LogStream stream) {
        Set<LogPlace> returning = new HashSet<>(EntryRows.pending(
                db,
                stream,
                batch.stream()
                        .filter(Received::requeued)
                        .map(Received::origin)
                        .distinct()
                        .toList()));
        Set<Integer> due = new HashSet<>();
        for (int i = 0; i < batch.size(); i++) {
            Received<T> entry = batch.get(i);
            if (!entry.requeued() || returning.remove(entry.origin())) {
                due.add(i);
            }
        }
        return due;
    }

    private static Optional<End> end(Received<?> entry, LogOutcome outcome) {
        return switch (outcome) {
            case LogOutcome.Rejected rejected ->
                Optional.of(new End(entry.origin(), TaskStatus.REJECTED, rejected.reason(), null));
            case LogOutcome.Applied _ ->
                entry.requeued()
                        ? Optional.of(new End(entry.origin(), TaskStatus.APPLIED, null, null))
                        : Optional.empty();
        };
    }

    @Override
    public boolean bury(StreamPosition position, LogPlace origin, DeadLetter letter) {
        return database.transaction(db -> {
            Instant now = clock.instant();
            if (!move(db, position, now)) {
                return false;
            }
            PostgresDeadLetters.add(db, letter);
            End dead = new End(origin, TaskStatus.DEAD, letter.error(), letter.id());
            EntryRows.keep(db, position.stream(), List.of(dead), now);
            return true;
        });
    }

    @Override
    public boolean reopen(LogStream stream, LogPlace origin) {
        return database.transaction(db -> {
            Optional<TaskStatus> status = find(db, stream, origin).map(EntryStatus::status);
            if (status.isEmpty() || status.get() == TaskStatus.DEAD) {
                End open = new End(origin, TaskStatus.PENDING, null, null);
                EntryRows.keep(db, stream, List.of(open), clock.instant());
            }
            return !EntryRows.pending(db, stream, List.of(origin)).isEmpty();
        });
    }

    @Override
    public Optional<EntryStatus> find(LogStream stream, LogPlace place) {
        return database.execute(db -> find(db, stream, place));
    }

    @Override
    public Set<LogPlace> finished(LogStream stream, Set<LogPlace> places) {
        record Key(int partition, long entry) {}
        List<LogPlace> asked = List.copyOf(places);
        Set<Key> finished = database.execute(db -> db.createQuery(FINISHED)
                .addParam(Rows.wholes(asked, LogPlace::partition))
                .addParam(Rows.longs(asked, LogPlace::offset))
                .addParam(stream.consumer())
                .addParam(stream.topic())
                .addParam(stream.consumer())
                .addParam(stream.topic())
                .execute()
                .map(row -> new Key(Math.toIntExact(Rows.whole(row, 1)), Rows.whole(row, 2)))
                .collect(Collectors.toSet()));
        return asked.stream()
                .filter(place -> finished.contains(new Key(place.partition(), place.offset())))
                .collect(Collectors.toSet());
    }

    private static Optional<EntryStatus> find(DbExecute db, LogStream stream, LogPlace place) {
        return db.get(FIND, place.offset(), place.offset(), stream.consumer(), stream.topic(), place.partition())
                .map(row -> EntryRows.status(row).or(() -> status(row, place.offset())))
                .orElse(Optional.of(EntryStatus.PENDING));
    }

    /** Of an entry without a kept outcome; empty when it may have been forgotten. */
    private static Optional<EntryStatus> status(DbRow row, long offset) {
        if (offset >= Rows.whole(row, 4)) {
            return Optional.of(EntryStatus.PENDING);
        }
        return offset < Rows.whole(row, 5)
                ? Optional.empty()
                : Optional.of(new EntryStatus(TaskStatus.APPLIED, Optional.empty(), Rows.optionalInstant(row, 6)));
    }
}
