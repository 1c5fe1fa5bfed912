package dev.portside.faults.products;

import dev.portside.faults.fleet.EnvironmentFault;
import dev.portside.stack.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
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

    private final Database database;
    private final String topic;

    /** @param database migrated */
    public ProductStore(Database database, String topic) {
        this.database = database;
        this.topic = topic;
    }

    /** Notes everything from now on. Repeating it changes nothing. */
    void watch() {
        execute(INSTALL);
    }

    /** Makes it far slower than it is, so that it can be flooded. */
    void slowDown() {
        execute(SLOW_DOWN);
    }

    private void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new EnvironmentFault("the products' store can't be changed", e);
        }
    }

    /** What was noted since {@link #watch}. */
    Applied applied() {
        return new Applied(
                query(STEPS, ProductStore::place, topic),
                query(CHANGES, ProductStore::state),
                products(),
                query(DEAD, ProductStore::place));
    }

    /** The products as they are. */
    List<StoredState> products() {
        return query(PRODUCTS, ProductStore::state);
    }

    /** How far each partition is done. */
    Map<Integer, Long> positions() {
        Map<Integer, Long> positions = new HashMap<>();
        query(POSITIONS, ProductStore::place, topic).forEach(place -> positions.put(place.partition(), place.offset()));
        return positions;
    }

    private static Place place(ResultSet row) throws SQLException {
        return new Place(row.getInt(1), row.getLong(2));
    }

    private static StoredState state(ResultSet row) throws SQLException {
        return new StoredState(
                row.getString(1), new Place(row.getInt(2), row.getLong(3)), row.getInt(4), row.getLong(5));
    }

    private interface Read<T> {
        T from(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String sql, Read<T> read, String... values) {
        List<T> rows = new ArrayList<>();
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            ResultSet row = statement.executeQuery();
            while (row.next()) {
                rows.add(read.from(row));
            }
            return rows;
        } catch (SQLException e) {
            throw new EnvironmentFault("the products can't be read", e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }
}
