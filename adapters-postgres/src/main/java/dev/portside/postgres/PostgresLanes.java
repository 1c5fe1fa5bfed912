package dev.portside.postgres;

import dev.portside.domain.shared.Lane;
import dev.portside.domain.shared.Lanes;
import dev.portside.domain.shared.LeasedLane;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Leases in PostgreSQL, timed by its clock alone. A heartbeat that finds nothing to change is one statement; who gives
 * lanes back or takes some does so under one lock. Whoever gives lanes back rings for the others, who need not wait for
 * their next heartbeat.
 */
public final class PostgresLanes implements Lanes {
    private static final String BEAT = """
            beat AS (
                INSERT INTO lane_owners (kind, owner, alive_until)
                VALUES (?, ?, clock_timestamp() + CAST(? AS bigint) * interval '1 millisecond')
                ON CONFLICT (kind, owner) DO UPDATE SET alive_until = excluded.alive_until),
            """;

    private static final String LOOK = """
            alive AS MATERIALIZED (
                SELECT owner FROM lane_owners WHERE kind = ? AND alive_until > clock_timestamp() AND owner <> ?)
            SELECT lane, epoch, coalesce(owner = ?, false),
                coalesce(owner IN (SELECT owner FROM alive), false), (SELECT count(*) FROM alive)
            FROM lanes WHERE kind = ? ORDER BY lane""";

    private static final String BEAT_AND_LOOK = "WITH " + BEAT + LOOK;
    private static final String LOOK_AGAIN = "WITH " + LOOK;

    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext('lanes ' || ?))";

    private static final String BURY = "DELETE FROM lane_owners WHERE kind = ? AND alive_until <= clock_timestamp()";

    private static final String TAKE = """
            UPDATE lanes SET owner = ?, epoch = epoch + 1 WHERE kind = ? AND lane = ANY (CAST(? AS int[]))""";

    private static final String GIVE = """
            UPDATE lanes SET owner = NULL WHERE kind = ? AND owner = ? AND lane = ANY (CAST(? AS int[]))""";

    private static final String RELEASE = """
            WITH gone AS (DELETE FROM lane_owners WHERE kind = ? AND owner = ?),
            freed AS (UPDATE lanes SET owner = NULL WHERE kind = ? AND owner = ? RETURNING lane)
            SELECT pg_notify(?, '') FROM freed LIMIT 1""";

    private static final String RING = "SELECT pg_notify(?, '')";

    /**
     * A lane as an owner sees it.
     *
     * @param taken by another owner, who is alive
     * @param others how many other owners are alive
     */
    private record Seen(LeasedLane leased, boolean mine, boolean taken, int others) {
        static Seen of(DbRow row) {
            Lane lane = new Lane(Math.toIntExact(Rows.whole(row, 1)));
            return new Seen(
                    new LeasedLane(lane, Rows.whole(row, 2)),
                    Rows.flag(row, 3),
                    Rows.flag(row, 4),
                    Math.toIntExact(Rows.whole(row, 5)));
        }

        boolean free() {
            return !mine && !taken;
        }
    }

    private final Database database;
    private final String kind;
    private final Duration leaseTtl;

    /** @param kind of work, one that the schema knows lanes of */
    public PostgresLanes(Database database, String kind, Duration leaseTtl) {
        this.database = database;
        this.kind = kind;
        this.leaseTtl = leaseTtl;
    }

    /** The channel of {@code NOTIFY} in which it is told that lanes have become free. */
    public static String channel(String kind) {
        return "portside_" + kind + "_lanes";
    }

    /** A parameter for statements that are refused without their leases: the epoch of each lane held; null for the others. */
    public static Object epochs(Collection<LeasedLane> held) {
        @Nullable Long[] epochs = new Long[Lane.COUNT];
        held.forEach(leased -> epochs[leased.lane().number()] = leased.epoch());
        return epochs;
    }

    @Override
    public Set<LeasedLane> hold(String owner) {
        List<Seen> seen = database.execute(
                db -> db.query(BEAT_AND_LOOK, kind, owner, leaseTtl.toMillis(), kind, owner, owner, kind)
                        .map(Seen::of)
                        .toList());
        return isFair(seen) ? mine(seen) : rebalanced(owner);
    }

    private List<Seen> look(DbExecute db, String owner) {
        return db.query(LOOK_AGAIN, kind, owner, owner, kind).map(Seen::of).toList();
    }

    private static boolean isFair(List<Seen> seen) {
        int missing = missing(seen);
        return missing == 0 || (missing > 0 && seen.stream().noneMatch(Seen::free));
    }

    /** How many lanes the owner has too few, below zero when it has too many. */
    private static int missing(List<Seen> seen) {
        int share = Math.ceilDiv(Lane.COUNT, seen.getFirst().others() + 1);
        return share - (int) seen.stream().filter(Seen::mine).count();
    }

    private static Set<LeasedLane> mine(List<Seen> seen) {
        return seen.stream().filter(Seen::mine).map(Seen::leased).collect(Collectors.toUnmodifiableSet());
    }

    private Set<LeasedLane> rebalanced(String owner) {
        return database.transaction(db -> {
            Rows.discard(db.query(LOCK, kind));
            List<Seen> seen = look(db, owner);
            int missing = missing(seen);
            if (missing < 0) {
                Integer[] excess = lanes(seen.stream().filter(Seen::mine).limit(-missing));
                db.createUpdate(GIVE)
                        .addParam(kind)
                        .addParam(owner)
                        .addParam((Object) excess)
                        .execute();
                Rows.discard(db.query(RING, channel(kind)));
            }
            if (missing > 0) {
                Integer[] free = lanes(seen.stream().filter(Seen::free).limit(missing));
                db.dml(BURY, kind);
                db.createUpdate(TAKE)
                        .addParam(owner)
                        .addParam(kind)
                        .addParam((Object) free)
                        .execute();
            }
            return mine(look(db, owner));
        });
    }

    private static Integer[] lanes(Stream<Seen> chosen) {
        return chosen.map(seen -> seen.leased().lane().number()).toArray(Integer[]::new);
    }

    @Override
    public void release(String owner) {
        database.execute(
                db -> db.query(RELEASE, kind, owner, kind, owner, channel(kind)).count());
    }
}
