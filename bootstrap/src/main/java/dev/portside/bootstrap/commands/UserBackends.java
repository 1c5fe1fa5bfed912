package dev.portside.bootstrap.commands;

import dev.portside.application.users.UserCloudEvents;
import dev.portside.bootstrap.settings.DatabaseSettings;
import dev.portside.bootstrap.settings.Environment;
import dev.portside.bootstrap.settings.KafkaSettings;
import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.shared.Unavailable;
import dev.portside.domain.users.UserEvents;
import dev.portside.domain.users.UserOutbox;
import dev.portside.kafka.KafkaCluster;
import dev.portside.kafka.users.KafkaUserEvents;
import dev.portside.postgres.Database;
import dev.portside.postgres.PostgresDeadLetters;
import dev.portside.postgres.Schema;
import dev.portside.postgres.users.PostgresUserOutbox;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Consumer;

/** Outbox and topic of user events, as the environment names them, for commands that run beside the service. */
record UserBackends(UserOutbox outbox, DeadLetters deadLetters, UserEvents topic) {
    private static final int CONNECTIONS = 1;

    /**
     * Opens them, does the work and closes them.
     *
     * @throws CommandFailed when one of them is away, or the schema is older than this program
     */
    static void use(Environment environment, Consumer<UserBackends> work) {
        DatabaseSettings databases = DatabaseSettings.read(environment);
        KafkaSettings kafka = KafkaSettings.read(environment);
        requireSchema(new MigratedDatabase(Schema.MAIN, databases.main()));
        InstantSource clock = InstantSource.system();
        try (Database main = new Database(databases.main(), Schema.MAIN, CONNECTIONS, databases.connectionTimeout());
                KafkaCluster cluster = new KafkaCluster(kafka.address());
                KafkaUserEvents topic = new KafkaUserEvents(
                        cluster, kafka.userTopic(), kafka.partitions(), UserCloudEvents.FORMAT, UUID::randomUUID)) {
            // Only who takes dead events back needs the retention.
            PostgresUserOutbox outbox = new PostgresUserOutbox(main, Duration.ZERO, clock);
            work.accept(new UserBackends(outbox, new PostgresDeadLetters(main), topic));
        } catch (Unavailable e) {
            throw CommandFailed.away(String.valueOf(e.getMessage()), e);
        }
    }

    private static void requireSchema(MigratedDatabase database) {
        boolean upToDate = database.migrations(migrations -> migrations.info().stream()
                .allMatch(version -> version.appliedAt().isPresent()));
        if (!upToDate) {
            throw new CommandFailed(
                    "the schema of " + database.address() + " is older than this program: portside migrate up");
        }
    }
}
