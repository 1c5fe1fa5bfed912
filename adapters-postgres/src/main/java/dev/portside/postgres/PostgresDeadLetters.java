package dev.portside.postgres;

import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.deadletters.Source;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import io.helidon.dbclient.DbStatement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Dead letters in one of the databases: those of the flows whose work is kept there. */
public final class PostgresDeadLetters implements DeadLetters {
    private static final String COLUMNS =
            "id, source, origin, payload, error, attempts, first_failure_at, last_failure_at, traceparent";

    /** What becomes of a letter whose id is there already. */
    public static final String KEEP_THE_LATEST = """
             ON CONFLICT (id) DO UPDATE SET source = excluded.source, origin = excluded.origin,
                payload = excluded.payload, error = excluded.error, attempts = excluded.attempts,
                first_failure_at = excluded.first_failure_at, last_failure_at = excluded.last_failure_at,
                traceparent = excluded.traceparent
            WHERE dead_letters.last_failure_at < excluded.last_failure_at""";

    /** One column each of {@link #addTo}. */
    public static final String VALUES = """
            ?, ?, ?, ?, ?, CAST(? AS int), CAST(? AS timestamptz), CAST(? AS timestamptz), CAST(? AS text)""";

    public static final String INSERT = "INSERT INTO dead_letters (" + COLUMNS + ") ";

    private static final String ADD = INSERT + "VALUES (" + VALUES + ")" + KEEP_THE_LATEST;

    private static final String FIND = "SELECT " + COLUMNS + " FROM dead_letters WHERE id = ?";

    private static final String PAGE =
            "SELECT " + COLUMNS + " FROM dead_letters WHERE id > ? ORDER BY id LIMIT CAST(? AS bigint)";

    private static final String PAGE_OF_SOURCE =
            "SELECT " + COLUMNS + " FROM dead_letters WHERE source = ? AND id > ? ORDER BY id LIMIT CAST(? AS bigint)";

    private static final String COUNT =
            "SELECT count(*) FROM dead_letters WHERE source = coalesce(CAST(? AS text), source)";

    private static final String REMOVE = "DELETE FROM dead_letters WHERE id = ?";

    private static final String REMOVE_THIS =
            "DELETE FROM dead_letters WHERE id = ? AND last_failure_at = CAST(? AS timestamptz)";

    private final Database database;

    public PostgresDeadLetters(Database database) {
        this.database = database;
    }

    @Override
    public void add(DeadLetter letter) {
        database.execute(db -> add(db, letter));
    }

    /** The same within a transaction, for flows that end their work together with it. */
    public static long add(DbExecute transaction, DeadLetter letter) {
        return addTo(transaction.createInsert(ADD), letter).execute();
    }

    /** Binds the letter's columns to {@link #VALUES}. */
    public static <S extends DbStatement<S>> S addTo(S statement, DeadLetter letter) {
        return statement
                .addParam(letter.id())
                .addParam(spoken(letter.source()))
                .addParam(letter.origin())
                .addParam(letter.payload())
                .addParam(letter.error())
                .addParam(letter.attempts())
                .addParam(Rows.timestamp(letter.firstFailureAt()))
                .addParam(Rows.timestamp(letter.lastFailureAt()))
                .addParam(letter.traceparent().orElse(null));
    }

    private static String spoken(Source source) {
        return source.name().toLowerCase(Locale.ROOT);
    }

    private static DeadLetter letter(DbRow row) {
        return new DeadLetter(
                Rows.text(row, 1),
                Source.valueOf(Rows.text(row, 2).toUpperCase(Locale.ROOT)),
                Rows.text(row, 3),
                Rows.text(row, 4),
                Rows.text(row, 5),
                Math.toIntExact(Rows.whole(row, 6)),
                Rows.instant(row, 7),
                Rows.instant(row, 8),
                Optional.ofNullable(Rows.optionalText(row, 9)));
    }

    @Override
    public Optional<DeadLetter> find(String id) {
        return database.execute(db -> db.get(FIND, id).map(PostgresDeadLetters::letter));
    }

    @Override
    public List<DeadLetter> page(Optional<Source> source, Optional<String> after, int limit) {
        String first = after.orElse("");
        return database.execute(db -> source.map(one -> db.query(PAGE_OF_SOURCE, spoken(one), first, limit))
                .orElseGet(() -> db.query(PAGE, first, limit))
                .map(PostgresDeadLetters::letter)
                .toList());
    }

    @Override
    public long count(Optional<Source> source) {
        return database.execute(db -> db.createGet(COUNT)
                .addParam(source.map(PostgresDeadLetters::spoken).orElse(null))
                .execute()
                .map(row -> Rows.whole(row, 1))
                .orElseThrow());
    }

    @Override
    public boolean remove(String id) {
        return database.execute(db -> db.delete(REMOVE, id)) > 0;
    }

    @Override
    public boolean remove(DeadLetter letter) {
        return database.execute(db -> db.delete(REMOVE_THIS, letter.id(), Rows.timestamp(letter.lastFailureAt()))) > 0;
    }
}
