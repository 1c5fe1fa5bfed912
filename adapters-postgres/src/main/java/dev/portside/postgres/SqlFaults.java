package dev.portside.postgres;

import dev.portside.domain.shared.Unavailable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Tells the failures that pass from those that a repeat meets again, by SQLSTATE (PostgreSQL manual, appendix A). */
final class SqlFaults {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /** No connection, no right to one, no such database, the server stops or starts. */
    private static final List<String> OUTAGES = List.of("08", "28", "3D", "57P");

    /** Read-only after a failover, a transaction that stood still, deadlock, no resources, no lock, cancelled, the system below. */
    private static final List<String> PASSING = List.of("25006", "25P03", "40", "53", "55", "57", "58");

    private static final String UNIQUE_VIOLATION = "23505";
    private static final String CHECK_VIOLATION = "23514";

    private SqlFaults() {}

    static Optional<SQLException> cause(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }

    /** The connection is gone, or none can be had: whoever asks now will meet the same. */
    static boolean isOutage(SQLException failure) {
        String state = state(failure);
        return state.isEmpty() || OUTAGES.stream().anyMatch(state::startsWith);
    }

    /** Nothing is wrong with the statement or its values: it may succeed later. */
    static boolean isPassing(SQLException failure) {
        String state = state(failure);
        return isOutage(failure) || PASSING.stream().anyMatch(state::startsWith) || isWithoutPartition(failure);
    }

    /** A row came for a day whose partition is not there (yet, or any more); PostgreSQL has no code of its own for it. */
    private static boolean isWithoutPartition(SQLException failure) {
        return state(failure).equals(CHECK_VIOLATION)
                && String.valueOf(failure.getMessage()).contains("no partition of relation");
    }

    static boolean isDuplicate(Throwable failure) {
        return cause(failure).filter(sql -> state(sql).equals(UNIQUE_VIOLATION)).isPresent();
    }

    static Unavailable unavailable(String what, Throwable cause) {
        return new Unavailable(what + " cannot be reached now", RETRY_AFTER, cause);
    }

    private static String state(SQLException failure) {
        String state = failure.getSQLState();
        return state == null ? "" : state;
    }
}
