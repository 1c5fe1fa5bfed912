package dev.portside.postgres;

import io.helidon.dbclient.DbRow;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One row's values. Columns count from 1.
 *
 * <p>A statement that returns many rows is asked for one row of arrays instead: Helidon's client describes every column anew
 * for every row, which costs more than to read it.
 */
@FunctionalInterface
public interface Cells {
    @Nullable
    Object cell(int column);

    static Cells of(DbRow row) {
        return column -> row.column(column).get(Object.class);
    }

    /** What to select for {@link #gathered}: the columns of a query's rows, in the order in which the query gives them. */
    static String gather(String columns) {
        return Arrays.stream(columns.split(", "))
                .map("array_agg(%s)"::formatted)
                .collect(Collectors.joining(", "));
    }

    /** The rows that one row holds as arrays, one per column; none when their query found none. */
    static List<Cells> gathered(DbRow row, int columns) {
        Object[][] arrays = IntStream.rangeClosed(1, columns)
                .mapToObj(column -> Rows.array(row, column).orElseGet(() -> new Object[0]))
                .toArray(Object[][]::new);
        return IntStream.range(0, arrays[0].length)
                .<Cells>mapToObj(index -> column -> arrays[column - 1][index])
                .toList();
    }
}
