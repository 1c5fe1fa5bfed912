package dev.portside.postgres;

import dev.portside.domain.shared.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.jspecify.annotations.Nullable;

/**
 * The versions of one database's schema. Each is a script {@code V1__name.sql} with the way back in a script
 * of the same name. Any number of instances may migrate at once: they take turns, and the later ones find nothing to do.
 */
public final class Migrations {
    private static final Duration STATEMENT_TIME_MAX = Duration.ofMinutes(10);
    private static final int LOCK_TRIES_MAX = 600;
    private static final String HISTORY = "schema_history";

    /**
     * One version.
     *
     * @param appliedAt empty when it is still to come
     */
    public record Version(String number, String name, Optional<Instant> appliedAt) {}

    private final Schema schema;
    private final DataSource source;
    private final Flyway flyway;

    public Migrations(DatabaseAddress address, Schema schema) {
        this.schema = schema;
        this.source = address.dataSource(Database.CONNECT_TIME_MAX, STATEMENT_TIME_MAX);
        this.flyway = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:db/" + schema.lowerCase())
                .table(HISTORY)
                .connectRetries(0)
                .lockRetryCount(LOCK_TRIES_MAX)
                .validateMigrationNaming(false)
                .load();
    }

    /**
     * Brings the schema to the newest version.
     *
     * @return how many versions that took
     * @throws Unavailable when the database is away
     * @throws SchemaFault when the schema is not what the scripts made of it, or a script fails
     */
    public int up() {
        return asking(() -> flyway.migrate().migrationsExecuted);
    }

    /** All versions, oldest first. Throws as {@link #up} does. */
    public List<Version> info() {
        return asking(() ->
                Arrays.stream(flyway.info().all()).map(Migrations::version).toList());
    }

    private static Version version(MigrationInfo info) {
        return new Version(
                String.valueOf(info.getVersion()),
                info.getDescription(),
                Optional.ofNullable(info.getInstalledOn()).map(java.util.Date::toInstant));
    }

    /**
     * Undoes the newest version that is applied, with all data that it holds.
     *
     * @return that version; empty when there is none
     * @throws Unavailable when the database is away
     * @throws SchemaFault when the way back is missing or fails; then nothing was undone
     */
    public Optional<Version> down() {
        return asking(() -> {
            @Nullable MigrationInfo newest = flyway.info().current();
            if (newest == null) {
                return Optional.empty();
            }
            undo(newest);
            return Optional.of(version(newest));
        });
    }

    private void undo(MigrationInfo newest) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                PreparedStatement forget =
                        connection.prepareStatement("DELETE FROM " + HISTORY + " WHERE version = ?")) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE " + HISTORY + " IN ACCESS EXCLUSIVE MODE");
            statement.execute(undoScript(newest.getScript()));
            forget.setString(1, String.valueOf(newest.getVersion()));
            forget.executeUpdate();
            connection.commit();
        } catch (SQLException e) {
            throw new FlywayException("version " + newest.getVersion() + " could not be undone", e);
        }
    }

    private String undoScript(String name) {
        String resource = "db/undo/" + schema.lowerCase() + '/' + name;
        try (@Nullable InputStream script = Migrations.class.getClassLoader().getResourceAsStream(resource)) {
            if (script == null) {
                throw new FlywayException("there is no " + resource);
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In one line, with what the database said. */
    private static String reason(FlywayException failure) {
        String told = String.valueOf(failure.getMessage());
        String cause = SqlFaults.cause(failure).map(Throwable::getMessage).orElse("");
        return (told.contains(cause) ? told : told + ": " + cause)
                .replaceAll("\\s+", " ")
                .strip();
    }

    private interface Question<T> {
        T answer();
    }

    private <T> T asking(Question<T> question) {
        try {
            return question.answer();
        } catch (FlywayException e) {
            if (SqlFaults.cause(e).filter(SqlFaults::isPassing).isPresent()) {
                throw SqlFaults.unavailable(schema.title(), e);
            }
            throw new SchemaFault(schema.title() + " cannot be migrated: " + reason(e), e);
        }
    }
}
