package dev.portside.postgres;

import dev.portside.domain.shared.Idempotency;
import io.helidon.dbclient.DbExecute;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Idempotency keys with what their first requests led to, in a table that is partitioned by the day of the first use. A
 * lock, not an index, keeps a key from being used twice, since an index cannot span the days by which keys are dropped.
 */
public final class IdempotencyKeys {
    private static final String LOCK = "SELECT pg_advisory_xact_lock(key) FROM unnest(CAST(? AS bigint[])) AS key";

    /** @param result the UUID of what the request led to; null when it led to nothing */
    public record Use(
            UUID key, String fingerprint, @Nullable String result) {
        public static Use of(Idempotency idempotency, @Nullable String result) {
            return new Use(idempotency.id(), idempotency.fingerprint(), result);
        }

        /** Whether this was the same request, and not another one under its key. */
        public boolean isBy(Idempotency idempotency) {
            return fingerprint.equals(idempotency.fingerprint());
        }
    }

    private final String seen;
    private final String remember;
    private final InstantSource clock;

    /** @param result the name of the column for it */
    public IdempotencyKeys(String table, String result, InstantSource clock) {
        this.seen = """
                SELECT key, fingerprint, %s FROM %s
                WHERE key = ANY (CAST(? AS uuid[])) AND expires_at > CAST(? AS timestamptz)""".formatted(result, table);
        this.remember = """
                INSERT INTO %2$s (day, key, fingerprint, %1$s, expires_at)
                SELECT CAST(? AS date), key, fingerprint, result, CAST(? AS timestamptz)
                FROM unnest(CAST(? AS uuid[]), CAST(? AS text[]), CAST(? AS uuid[])) AS used (key, fingerprint, result)
                ON CONFLICT (key, day) DO UPDATE SET fingerprint = excluded.fingerprint, %1$s = excluded.%1$s,
                    expires_at = excluded.expires_at""".formatted(result, table);
        this.clock = clock;
    }

    /** Locks the keys until the transaction ends, and tells which of them were used within their time. */
    public Map<UUID, Use> seen(DbExecute transaction, List<Idempotency> requests) {
        List<UUID> keys = requests.stream().map(Idempotency::id).distinct().toList();
        // All take their locks in one order, so that nobody waits in a ring.
        long[] locks = Rows.longs(keys, UUID::getLeastSignificantBits);
        Arrays.sort(locks);
        Rows.discard(transaction.createQuery(LOCK).addParam((Object) locks).execute());
        Map<UUID, Use> uses = new HashMap<>();
        transaction
                .createQuery(seen)
                .addParam((Object) Rows.texts(keys, UUID::toString))
                .addParam(Rows.timestamp(clock.instant()))
                .execute()
                .map(row -> new Use(UUID.fromString(Rows.text(row, 1)), Rows.text(row, 2), Rows.optionalText(row, 3)))
                .forEach(use -> uses.put(use.key, use));
        return uses;
    }

    /** Keeps the uses of keys that {@link #seen} locked and did not find. */
    public void remember(DbExecute transaction, List<Use> uses) {
        if (uses.isEmpty()) {
            return;
        }
        transaction
                .createInsert(remember)
                .addParam(Partitions.day(clock.instant()).toString())
                .addParam(Rows.timestamp(clock.instant().plus(Idempotency.TTL)))
                .addParam((Object) Rows.texts(uses, use -> use.key.toString()))
                .addParam((Object) Rows.texts(uses, Use::fingerprint))
                .addParam((Object) Rows.texts(uses, Use::result))
                .execute();
    }
}
