package dev.portside.postgres.log;

import dev.portside.domain.log.LogOutcome;
import dev.portside.domain.shared.Idempotency;
import dev.portside.postgres.IdempotencyKeys;
import dev.portside.postgres.IdempotencyKeys.Use;
import io.helidon.dbclient.DbExecute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The idempotency keys of one batch of entries: what was done under them before, also by entries of the batch itself. */
public final class BatchKeys {
    private static final LogOutcome APPLIED = new LogOutcome.Applied();
    private static final LogOutcome REUSED =
            new LogOutcome.Rejected("this idempotency key came before with another body");

    private final IdempotencyKeys keys;
    private final DbExecute transaction;
    private final Map<UUID, Use> uses;
    private final List<Use> fresh = new ArrayList<>();

    private BatchKeys(IdempotencyKeys keys, DbExecute transaction, Map<UUID, Use> uses) {
        this.keys = keys;
        this.transaction = transaction;
        this.uses = uses;
    }

    /** Locks the keys until the transaction ends. */
    public static BatchKeys lock(IdempotencyKeys keys, DbExecute transaction, List<Idempotency> all) {
        return new BatchKeys(keys, transaction, all.isEmpty() ? Map.of() : keys.seen(transaction, all));
    }

    /**
     * How an entry ends whose key came before; empty when it is to take effect, which uses its key.
     *
     * @param result the UUID of what it leads to
     */
    public Optional<LogOutcome> repeated(Optional<Idempotency> key, String result) {
        if (key.isEmpty()) {
            return Optional.empty();
        }
        @Nullable Use before = uses.get(key.get().id());
        if (before != null) {
            return Optional.of(before.isBy(key.get()) ? APPLIED : REUSED);
        }
        Use use = Use.of(key.get(), result);
        uses.put(use.key(), use);
        fresh.add(use);
        return Optional.empty();
    }

    /** Keeps the keys that were used for the first time. */
    public void remember() {
        keys.remember(transaction, fresh);
    }
}
