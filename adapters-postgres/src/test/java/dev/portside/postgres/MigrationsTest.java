package dev.portside.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.domain.shared.Unavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MigrationsTest {
    /** Views of all tables, so that none of these can be dropped or lose a column. */
    private static final String HOLD_ON_TO_ALL = """
            DO $$ DECLARE name text; BEGIN
                FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
                    EXECUTE format('CREATE VIEW %I AS SELECT * FROM %I', 'of_' || name, name);
                END LOOP;
            END $$""";

    private static final int INSTANCES = 5;

    @ParameterizedTest
    @EnumSource
    void goesUpAndDownAndUpAgain(Schema schema) {
        Migrations migrations = new Migrations(TestDatabase.emptyAddress(), schema);
        int versions = migrations.up();
        assertThat(versions).isPositive();
        assertThat(migrations.up()).isZero();
        assertThat(migrations.info())
                .hasSize(versions)
                .allSatisfy(version -> assertThat(version.appliedAt()).isPresent());

        for (int i = versions; i > 0; i--) {
            assertThat(migrations.down())
                    .hasValueSatisfying(version -> assertThat(version.number()).isNotBlank());
        }
        assertThat(migrations.down()).isEmpty();
        assertThat(migrations.info())
                .allSatisfy(version -> assertThat(version.appliedAt()).isEmpty());
        assertThat(migrations.up()).isEqualTo(versions);
    }

    @ParameterizedTest
    @EnumSource
    void leavesNothingBehindOnTheWayDown(Schema schema) {
        DatabaseAddress address = TestDatabase.emptyAddress();
        Migrations migrations = new Migrations(address, schema);
        migrations.up();
        while (migrations.down().isPresent()) {
            assertThat(migrations.info()).isNotEmpty();
        }
        try (Database database = TestDatabase.open(address, schema)) {
            List<String> left = database.execute(db -> db.query(
                            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'")
                    .map(row -> row.column(1).get(String.class))
                    .toList());
            assertThat(left).containsExactly("schema_history");
        }
    }

    @ParameterizedTest
    @EnumSource
    void letsInstancesThatStartAtOnceTakeTurns(Schema schema) throws Exception {
        DatabaseAddress address = TestDatabase.emptyAddress();
        try (ExecutorService starting = Executors.newFixedThreadPool(INSTANCES)) {
            List<Future<Integer>> ups = new ArrayList<>();
            for (int i = 0; i < INSTANCES; i++) {
                ups.add(starting.submit(() -> new Migrations(address, schema).up()));
            }
            int versions = 0;
            for (Future<Integer> up : ups) {
                versions += up.get();
            }
            assertThat(versions)
                    .isEqualTo(new Migrations(address, schema).info().size());
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesASchemaAloneThatWasChangedByOtherMeans(Schema schema) {
        DatabaseAddress address = TestDatabase.emptyAddress();
        Migrations migrations = new Migrations(address, schema);
        migrations.up();
        try (Database database = TestDatabase.open(address, schema)) {
            database.execute(db -> db.dml("UPDATE schema_history SET checksum = 1 WHERE version = '1'"));
            assertThatThrownBy(migrations::up)
                    .isInstanceOf(SchemaFault.class)
                    .message()
                    .startsWith(schema.title() + " cannot be migrated: ")
                    .contains("checksum mismatch for migration version 1")
                    .hasLineCount(1);

            database.execute(db -> db.dml(HOLD_ON_TO_ALL));
            List<Migrations.Version> before = migrations.info();
            assertThatThrownBy(migrations::down)
                    .isInstanceOf(SchemaFault.class)
                    .hasMessageContainingAll("could not be undone: ERROR: cannot drop", "other objects depend on it");
            assertThat(migrations.info()).isEqualTo(before);
        }
    }

    @Test
    void doesNotUndoWhatTasksThatArePendingNeed() {
        DatabaseAddress address = TestDatabase.emptyAddress();
        Migrations migrations = new Migrations(address, Schema.INBOX);
        migrations.up();
        try (Database database = TestDatabase.open(address, Schema.INBOX)) {
            database.execute(db -> db.dml("""
                    INSERT INTO inbox_packed (sequence, block, lanes, accepted_at, places, lane_numbers, kinds, record_ids,
                        contents, accepted_micros)
                    VALUES (1, gen_random_uuid(), CAST(1 AS bit(256)), now(), '{0}', '{255}', '{0}', '{a}', '{1}', '{0}')"""));
            assertThatThrownBy(migrations::down)
                    .isInstanceOf(SchemaFault.class)
                    .hasMessageContaining("tasks are pending in inbox_packed: let them end first");
            database.execute(db -> db.dml("DELETE FROM inbox_packed"));
            assertThat(migrations.down()).isPresent();
        }
    }

    @ParameterizedTest
    @EnumSource
    void saysThatTheDatabaseIsAway(Schema schema) {
        DatabaseAddress there = TestDatabase.emptyAddress();
        DatabaseAddress away =
                new DatabaseAddress(there.host(), there.port(), there.user(), there.password(), "nowhere", "disable");
        assertThatThrownBy(() -> new Migrations(away, schema).up())
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining(schema.title());
    }
}
