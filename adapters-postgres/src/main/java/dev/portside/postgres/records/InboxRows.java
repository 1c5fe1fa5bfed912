package dev.portside.postgres.records;

import dev.portside.domain.records.JsonText;
import dev.portside.domain.records.LedgerKey;
import dev.portside.domain.records.RecordChange;
import dev.portside.domain.records.RecordId;
import dev.portside.domain.records.RecordTask;
import dev.portside.domain.shared.Lane;
import dev.portside.domain.tasks.Task;
import dev.portside.domain.tasks.TaskId;
import dev.portside.domain.tasks.TaskStatus;
import dev.portside.postgres.PostgresLanes;
import dev.portside.postgres.Rows;
import io.helidon.dbclient.DbRow;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How the inbox' tables write what the domain says: kinds and statuses are numbers, in the order of their declaration. */
final class InboxRows {
    /** The columns that {@link #task} reads. */
    static final String TASK =
            "id, kind, record_id, value, accepted_at, ledger_day, failures, first_failure_at, traceparent, ledger_key";

    /** A lane that is still held with the epoch that {@link PostgresLanes#epochs} tells. */
    static final String HELD =
            "lanes.kind = 'records' AND lanes.owner IS NOT NULL AND lanes.epoch = (CAST(? AS bigint[]))[lanes.lane + 1]";

    /** No lane, as a set of lanes: one bit for each, from the left. */
    static final String NO_LANES = "CAST(0 AS bit(256))";

    /** {@code held.lanes}: the set of those lanes that are {@link #HELD}. */
    static final String HELD_LANES = """
            held AS MATERIALIZED (
                SELECT coalesce(bit_or(set_bit(%1$s, lane, 1)), %1$s) AS lanes FROM lanes WHERE %2$s)""".formatted(NO_LANES, HELD);

    private InboxRows() {}

    /** The lanes of a set that is written as bits. */
    static Set<Lane> lanes(String bits) {
        return IntStream.range(0, bits.length())
                .filter(lane -> bits.charAt(lane) == '1')
                .mapToObj(Lane::new)
                .collect(Collectors.toUnmodifiableSet());
    }

    static int kind(RecordChange change) {
        return RecordChange.KINDS.indexOf(change.kind());
    }

    static @Nullable String value(RecordChange change) {
        return switch (change) {
            case RecordChange.Insert insert -> insert.value().value();
            case RecordChange.Update update -> update.value().value();
            case RecordChange.Delete _ -> null;
        };
    }

    static RecordTask task(DbRow row) {
        return new RecordTask(
                new TaskId(Rows.text(row, 1)),
                change(Rows.whole(row, 2), new RecordId(Rows.text(row, 3)), Rows.optionalText(row, 4)),
                Rows.instant(row, 5),
                new LedgerKey(UUID.fromString(ledgerKey(row)), LocalDate.parse(Rows.text(row, 6))),
                Math.toIntExact(Rows.whole(row, 7)),
                Rows.optionalInstant(row, 8),
                Optional.ofNullable(Rows.optionalText(row, 9)));
    }

    /** The task's own id until it is taken back. */
    private static String ledgerKey(DbRow row) {
        @Nullable String own = Rows.optionalText(row, 10);
        return own == null ? Rows.text(row, 1) : own;
    }

    private static RecordChange change(long kind, RecordId id, @Nullable String value) {
        return switch ((int) kind) {
            case 0 -> new RecordChange.Insert(id, json(value));
            case 1 -> new RecordChange.Update(id, json(value));
            case 2 -> new RecordChange.Delete(id);
            default -> throw new IllegalStateException("a task of kind " + kind);
        };
    }

    private static JsonText json(@Nullable String value) {
        if (value == null) {
            throw new IllegalStateException("a task without its value");
        }
        return new JsonText(value);
    }

    /** A task as its caller sees it, from the columns status, kind, reason, accepted_at, finished_at. */
    static Task view(TaskId id, DbRow row) {
        return new Task(
                id,
                RecordChange.KINDS.get((int) Rows.whole(row, 2)),
                status(row, 1),
                Optional.ofNullable(Rows.optionalText(row, 3)),
                Rows.instant(row, 4),
                Rows.optionalInstant(row, 5));
    }

    static TaskStatus status(DbRow row, int column) {
        return switch ((int) Rows.whole(row, column)) {
            case InboxCounts.PENDING -> TaskStatus.PENDING;
            case InboxCounts.APPLIED -> TaskStatus.APPLIED;
            case InboxCounts.REJECTED -> TaskStatus.REJECTED;
            default -> TaskStatus.DEAD;
        };
    }
}
