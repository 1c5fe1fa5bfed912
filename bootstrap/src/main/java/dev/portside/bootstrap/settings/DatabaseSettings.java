package dev.portside.bootstrap.settings;

import dev.portside.domain.shared.Texts;
import dev.portside.postgres.DatabaseAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code DB_*} or {@code DATABASE_URL}, the same for the inbox after {@code INBOX_}; {@code DB_POOL_SIZE},
 * {@code CONNECTION_TIMEOUT}. What a URL leaves out, the single settings say. User, password and TLS mode of the inbox are
 * those of the main database unless it has its own.
 *
 * @param poolSizeMax connections to each database; when it is empty, what the server allows decides
 * @param connectionTimeout how long a call waits for a free connection
 */
public record DatabaseSettings(
        DatabaseAddress main, DatabaseAddress inbox, Optional<Integer> poolSizeMax, Duration connectionTimeout) {
    private static final DatabaseAddress MAIN =
            new DatabaseAddress("localhost", 5432, "postgres", "postgres", "mitservice", "prefer");
    private static final int NAME_LENGTH_MAX = 63;
    private static final String IDENTIFIER = "1 to " + NAME_LENGTH_MAX + " characters";

    /** Reads these settings alone, for commands that need no others. */
    public static DatabaseSettings read(Environment environment) {
        SettingsReader in = new SettingsReader(environment::value, environment.faults());
        DatabaseSettings databases = read(in);
        in.check();
        return databases;
    }

    static DatabaseSettings read(SettingsReader in) {
        DatabaseAddress main = address(in, "", MAIN);
        DatabaseAddress inboxPresets = new DatabaseAddress(
                MAIN.host(), 5433, main.user(), main.password(), "mitservice_inbox", main.sslMode());
        Duration second = Duration.ofSeconds(1);
        return new DatabaseSettings(
                main,
                address(in, "INBOX_", inboxPresets),
                in.whole(in.named("DB_POOL_SIZE", "MAX_CONNECTIONS"), 1, 10_000),
                in.duration(
                        "CONNECTION_TIMEOUT",
                        Duration.ofSeconds(30),
                        second,
                        Duration.ofMillis(1),
                        Duration.ofMinutes(10)));
    }

    private static DatabaseAddress address(SettingsReader in, String prefix, DatabaseAddress presets) {
        DatabaseAddress parts = new DatabaseAddress(
                in.checked(prefix + "DB_HOST", presets.host(), HostAndPort.HOST_ALLOWED, HostAndPort::host),
                in.whole(prefix + "DB_PORT", presets.port(), 1, 65_535),
                in.checked(prefix + "DB_USER", presets.user(), IDENTIFIER, DatabaseSettings::identifier),
                in.text(prefix + "DB_PASSWORD", presets.password()),
                in.checked(prefix + "DB_NAME", presets.name(), IDENTIFIER, DatabaseSettings::identifier),
                presets.sslMode());
        return in.checked(prefix + "DATABASE_URL", DatabaseUrl.ALLOWED, url -> DatabaseUrl.read(url, parts))
                .orElse(parts);
    }

    private static String identifier(String text) {
        return Texts.bounded(text, 1, NAME_LENGTH_MAX);
    }
}
