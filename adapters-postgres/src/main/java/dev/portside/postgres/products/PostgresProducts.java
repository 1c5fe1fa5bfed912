package dev.portside.postgres.products;

import dev.portside.domain.log.BatchResult;
import dev.portside.domain.log.LogOutcome;
import dev.portside.domain.log.LogPlace;
import dev.portside.domain.log.Received;
import dev.portside.domain.log.StreamPosition;
import dev.portside.domain.products.Price;
import dev.portside.domain.products.Product;
import dev.portside.domain.products.ProductEvent;
import dev.portside.domain.products.ProductId;
import dev.portside.domain.products.ProductState;
import dev.portside.domain.products.Products;
import dev.portside.domain.products.Stock;
import dev.portside.domain.shared.Idempotency;
import dev.portside.postgres.Database;
import dev.portside.postgres.IdempotencyKeys;
import dev.portside.postgres.Rows;
import dev.portside.postgres.log.BatchKeys;
import dev.portside.postgres.log.PostgresStreamProgress;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Products in PostgreSQL. Of a batch the newest event of each product is stored, with one statement for all of them; it
 * leaves a product alone whose state is newer still.
 */
public final class PostgresProducts implements Products {
    private static final LogOutcome APPLIED = new LogOutcome.Applied();

    private static final String FIND =
            "SELECT id, price, stock, partition, entry, accepted_at FROM products WHERE id = ?";

    /** Offsets count within a partition; entries of different ones are compared by their time. */
    private static final String STORE = """
            INSERT INTO products AS stored (id, price, stock, partition, entry, accepted_at)
            SELECT id, price, stock, partition, entry, timestamptz 'epoch' + accepted_micros * interval '1 microsecond'
            FROM unnest(CAST(? AS text[]), CAST(? AS numeric[]), CAST(? AS bigint[]), CAST(? AS int[]),
                    CAST(? AS bigint[]), CAST(? AS bigint[])) AS event (id, price, stock, partition, entry, accepted_micros)
            ON CONFLICT (id) DO UPDATE SET price = excluded.price, stock = excluded.stock,
                partition = excluded.partition, entry = excluded.entry, accepted_at = excluded.accepted_at
            WHERE CASE WHEN stored.partition = excluded.partition THEN stored.entry < excluded.entry
                ELSE stored.accepted_at < excluded.accepted_at END""";

    private final Database database;
    private final PostgresStreamProgress progress;
    private final IdempotencyKeys keys;

    public PostgresProducts(Database main, PostgresStreamProgress progress, InstantSource clock) {
        this.database = main;
        this.progress = progress;
        this.keys = new IdempotencyKeys("product_keys", "event", clock);
    }

    @Override
    public Optional<Product> find(ProductId id) {
        return database.execute(db -> db.get(FIND, id.value()).map(PostgresProducts::product));
    }

    private static Product product(DbRow row) {
        return new Product(
                new ProductState(
                        new ProductId(Rows.text(row, 1)),
                        new Price(new BigDecimal(Rows.text(row, 2))),
                        new Stock(Rows.whole(row, 3))),
                new LogPlace(Math.toIntExact(Rows.whole(row, 4)), Rows.whole(row, 5), Rows.instant(row, 6)));
    }

    @Override
    public BatchResult apply(List<Received<ProductEvent>> batch, StreamPosition position) {
        return progress.apply(batch, position, this::applyAll);
    }

    private List<LogOutcome> applyAll(DbExecute db, List<Received<ProductEvent>> entries) {
        BatchKeys used = BatchKeys.lock(
                keys,
                db,
                entries.stream().flatMap(entry -> key(entry.value()).stream()).toList());
        List<LogOutcome> outcomes = new ArrayList<>();
        // In the order of their ids, so that batches of different partitions never wait for each other in a ring.
        Map<String, Received<ProductEvent>> newest = new TreeMap<>();
        for (Received<ProductEvent> entry : entries) {
            Optional<LogOutcome> repeated =
                    used.repeated(key(entry.value()), entry.value().id().toString());
            outcomes.add(repeated.orElse(APPLIED));
            if (repeated.isPresent()) {
                continue;
            }
            newest.merge(
                    entry.value().state().id().value(),
                    entry,
                    (one, other) -> other.origin().isAfter(one.origin()) ? other : one);
        }
        used.remember();
        store(db, List.copyOf(newest.values()));
        return outcomes;
    }

    private static Optional<Idempotency> key(ProductEvent event) {
        return event.fingerprint()
                .map(fingerprint -> new Idempotency("", event.id().toString(), fingerprint));
    }

    private static void store(DbExecute db, List<Received<ProductEvent>> newest) {
        if (newest.isEmpty()) {
            return;
        }
        db.createInsert(STORE)
                .addParam((Object)
                        Rows.texts(newest, entry -> entry.value().state().id().value()))
                .addParam((Object) Rows.texts(
                        newest, entry -> entry.value().state().price().amount().toPlainString()))
                .addParam(Rows.longs(
                        newest, entry -> entry.value().state().stock().count()))
                .addParam(Rows.wholes(newest, entry -> entry.origin().partition()))
                .addParam(Rows.longs(newest, entry -> entry.origin().offset()))
                .addParam(Rows.longs(newest, entry -> Rows.micros(entry.origin().acceptedAt())))
                .execute();
    }
}
