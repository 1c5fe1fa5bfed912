package dev.portside.postgres.records;

import dev.portside.domain.records.RecordTask;
import dev.portside.domain.shared.Lane;
import dev.portside.postgres.Rows;
import io.helidon.dbclient.DbRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What was found in the inbox, all as of one moment.
 *
 * @param entries in the inbox' order
 * @param waiting ids of records, none of whose tasks may be handed out
 */
record InboxLook(List<Entry> entries, Set<String> waiting) {
    /**
     * A task that stands alone, or a row of packed ones.
     *
     * @param shared whether some of the packed tasks are of lanes that are not held
     */
    record Entry(long sequence, Optional<RecordTask> task, boolean shared) {}

    /** From the columns of {@link InboxRows#TASK}, sequence, shared; a record that waits has its id alone. */
    static InboxLook of(Stream<DbRow> rows) {
        List<Entry> entries = new ArrayList<>();
        Set<String> waiting = new HashSet<>();
        rows.forEach(row -> {
            Optional<Long> sequence = Rows.optionalWhole(row, 11);
            if (sequence.isEmpty()) {
                waiting.add(Rows.text(row, 3));
            } else if (Rows.optionalText(row, 1) == null) {
                entries.add(new Entry(sequence.get(), Optional.empty(), Rows.flag(row, 12)));
            } else {
                entries.add(new Entry(sequence.get(), Optional.of(InboxRows.task(row)), false));
            }
        });
        entries.sort(Comparator.comparingLong(Entry::sequence));
        return new InboxLook(entries, waiting);
    }

    /** Whether a lane may hold more tasks that stand alone than this many, which were looked at. */
    boolean reachesDepth(int depth) {
        int[] found = new int[Lane.COUNT];
        return entries.stream()
                .flatMap(entry -> entry.task().stream())
                .anyMatch(task -> ++found[task.change().id().lane().number()] == depth);
    }

    /** The next rows of packed tasks, that at this index first. */
    List<Long> packedFrom(int index, int max) {
        return entries.subList(index, entries.size()).stream()
                .filter(entry -> entry.task().isEmpty())
                .limit(max)
                .map(Entry::sequence)
                .toList();
    }

    boolean isWaiting(List<RecordTask> tasks) {
        return !waiting.isEmpty()
                && tasks.stream()
                        .anyMatch(task -> waiting.contains(task.change().id().value()));
    }
}
