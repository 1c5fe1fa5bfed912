package dev.portside.faults.products;

import dev.portside.faults.fleet.Tables;
import dev.portside.stack.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The store of products, watched by a trigger of its own, which refuses poison, too. */
public final class ProductStore {
    private static final String INSTALL = """
            CREATE TABLE IF NOT EXISTS products_audit (
                seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                id text, partition integer, entry bigint, price numeric, stock bigint);
            CREATE OR REPLACE FUNCTION products_audit() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                INSERT INTO products_audit (id, partition, entry, price, stock)
                VALUES (NEW.id, NEW.partition, NEW.entry, NEW.price, NEW.stock);
                RETURN NULL;
            END $$;
            CREATE OR REPLACE FUNCTION products_poison() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION 'poison' USING ERRCODE = 'check_violation';
            END $$;
            CREATE OR REPLACE TRIGGER products_audit AFTER INSERT OR UPDATE ON products
                FOR EACH ROW EXECUTE FUNCTION products_audit();
            CREATE OR REPLACE TRIGGER products_poison BEFORE INSERT OR UPDATE ON products
                FOR EACH ROW WHEN (NEW.stock = %d) EXECUTE FUNCTION products_poison();
            """.formatted(LoggedEvent.POISON);

    /** A millisecond for each product of a batch. */
    private static final String SLOW_DOWN = """
            CREATE OR REPLACE FUNCTION products_slow() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM pg_sleep(0.001);
                RETURN NEW;
            END $$;
            CREATE OR REPLACE TRIGGER products_slow BEFORE INSERT ON products
                FOR EACH ROW EXECUTE FUNCTION products_slow();
            """;

    private static final String STEPS =
            "SELECT partition, next FROM stream_steps WHERE topic = ? ORDER BY partition, next";
    private static final String CHANGES = "SELECT id, partition, entry, price, stock FROM products_audit ORDER BY seq";
    private static final String PRODUCTS = "SELECT id, partition, entry, price, stock FROM products";
    private static final String DEAD = """
            SELECT CAST(split_part(origin, '/', 1) AS int), CAST(split_part(origin, '/', 2) AS bigint)
            FROM dead_letters WHERE source = 'products'""";
    private static final String POSITIONS = "SELECT partition, next FROM stream_positions WHERE topic = ?";

    private final Tables tables;
    private final String topic;

    /** @param database migrated */
    public ProductStore(Database database, String topic) {
        this.tables = new Tables(database);
        this.topic = topic;
    }

    /** Notes everything from now on. Repeating it changes nothing. */
    void watch() {
        tables.execute(INSTALL);
    }

    /** Makes it far slower than it is, so that it can be flooded. */
    void slowDown() {
        tables.execute(SLOW_DOWN);
    }

    /** What was noted since {@link #watch}. */
    Applied applied() {
        return new Applied(
                tables.rows(STEPS, ProductStore::place, topic),
                tables.rows(CHANGES, ProductStore::state),
                products(),
                tables.rows(DEAD, ProductStore::place));
    }

    /** The products as they are. */
    List<StoredState> products() {
        return tables.rows(PRODUCTS, ProductStore::state);
    }

    /** How far each partition is done. */
    Map<Integer, Long> positions() {
        Map<Integer, Long> positions = new HashMap<>();
        tables.rows(POSITIONS, ProductStore::place, topic)
                .forEach(place -> positions.put(place.partition(), place.offset()));
        return positions;
    }

    private static Place place(ResultSet row) throws SQLException {
        return new Place(row.getInt(1), row.getLong(2));
    }

    private static StoredState state(ResultSet row) throws SQLException {
        return new StoredState(
                row.getString(1), new Place(row.getInt(2), row.getLong(3)), row.getInt(4), row.getLong(5));
    }
}
