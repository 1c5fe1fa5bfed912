package dev.portside.postgres;

import io.helidon.dbclient.DbClientException;
import io.helidon.dbclient.DbRow;
import java.sql.Array;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Values on their way into statements, many rows as one array per column, and out of their rows. Columns count from 1. */
public final class Rows {
    private Rows() {}

    public static <T> @Nullable String[] texts(List<T> rows, Function<T, @Nullable String> column) {
        @Nullable String[] texts = new String[rows.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = column.apply(rows.get(i));
        }
        return texts;
    }

    public static <T> int[] wholes(List<T> rows, ToIntFunction<T> column) {
        return rows.stream().mapToInt(column).toArray();
    }

    public static <T> long[] longs(List<T> rows, ToLongFunction<T> column) {
        return rows.stream().mapToLong(column).toArray();
    }

    /** The instant in microseconds since 1970, which is all that PostgreSQL keeps of it. */
    public static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    public static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    public static String text(DbRow row, int column) {
        return row.column(column).get(Object.class).toString();
    }

    public static @Nullable String optionalText(DbRow row, int column) {
        return optional(row, column).map(Object::toString).orElse(null);
    }

    public static long whole(DbRow row, int column) {
        return ((Number) row.column(column).get(Object.class)).longValue();
    }

    public static Optional<Long> optionalWhole(DbRow row, int column) {
        return optional(row, column).map(value -> ((Number) value).longValue());
    }

    /** Runs a query whose effect matters and whose rows do not. */
    public static void discard(Stream<DbRow> rows) {
        rows.forEach(_ -> {});
    }

    public static boolean flag(DbRow row, int column) {
        return (Boolean) row.column(column).get(Object.class);
    }

    public static Instant instant(DbRow row, int column) {
        return optionalInstant(row, column).orElseThrow();
    }

    public static Optional<Instant> optionalInstant(DbRow row, int column) {
        return optional(row, column).map(value -> ((Timestamp) value).toInstant());
    }

    /** An array's elements; those of an array of arrays are arrays themselves. */
    public static Optional<Object[]> array(DbRow row, int column) {
        return optional(row, column).map(value -> {
            try {
                return (Object[]) ((Array) value).getArray();
            } catch (SQLException e) {
                throw new DbClientException("an array cannot be read", e);
            }
        });
    }

    private static Optional<Object> optional(DbRow row, int column) {
        return Optional.ofNullable(row.column(column).get(Object.class));
    }
}
