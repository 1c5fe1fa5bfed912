package dev.portside.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.domain.shared.SeededRandom;
import dev.portside.postgres.DatabaseAddress;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseSettingsTest {
    @TempDir
    private Path folder;

    @Test
    void presetsAreTwoLocalServers() {
        assertThat(read())
                .isEqualTo(new DatabaseSettings(
                        new DatabaseAddress("localhost", 5432, "postgres", "postgres", "mitservice", "prefer"),
                        new DatabaseAddress("localhost", 5433, "postgres", "postgres", "mitservice_inbox", "prefer"),
                        Optional.empty(),
                        Duration.ofSeconds(30)));
    }

    @Test
    void eachPartCanBeSet() {
        DatabaseSettings databases = read(
                "DB_HOST", "postgres_main",
                "DB_PORT", "6000",
                "DB_USER", "ann",
                "DB_PASSWORD", "p@ss",
                "DB_NAME", "records",
                "INBOX_DB_HOST", "[::1]",
                "INBOX_DB_PORT", "6001",
                "INBOX_DB_USER", "bob",
                "INBOX_DB_PASSWORD", "word",
                "INBOX_DB_NAME", "tasks",
                "CONNECTION_TIMEOUT", "250ms");
        assertThat(databases.main())
                .isEqualTo(new DatabaseAddress("postgres_main", 6000, "ann", "p@ss", "records", "prefer"));
        assertThat(databases.inbox()).isEqualTo(new DatabaseAddress("[::1]", 6001, "bob", "word", "tasks", "prefer"));
        assertThat(databases.connectionTimeout()).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void theInboxIsAskedAsTheMainDatabaseIsUnlessItSaysOtherwise() {
        String url = "postgres://ann:secret@main:6000/records?sslmode=require";
        assertThat(read("DATABASE_URL", url).inbox())
                .isEqualTo(new DatabaseAddress("localhost", 5433, "ann", "secret", "mitservice_inbox", "require"));
        assertThat(read("DATABASE_URL", url, "INBOX_DATABASE_URL", "postgres://inbox/tasks")
                        .inbox())
                .isEqualTo(new DatabaseAddress("inbox", 5432, "ann", "secret", "tasks", "require"));
        assertThat(read("DB_USER", "ann", "INBOX_DB_PASSWORD", "other").inbox())
                .isEqualTo(new DatabaseAddress("localhost", 5433, "ann", "other", "mitservice_inbox", "prefer"));
    }

    @Test
    void aUrlWinsOverThePartsThatItNames() {
        String[] parts = {"DB_HOST", "h", "DB_PORT", "1", "DB_USER", "u", "DB_PASSWORD", "p", "DB_NAME", "n"};
        assertThat(main("postgresql://a%40b:c%2F%3A+%25@db.example:7/x%20y?sslmode=verify-full", parts))
                .isEqualTo(new DatabaseAddress("db.example", 7, "a@b", "c/:+%", "x y", "verify-full"));
        assertThat(main("postgres://db_1", parts))
                .isEqualTo(new DatabaseAddress("db_1", 5432, "u", "p", "n", "prefer"));
        assertThat(main("postgres://ann@[fe80::1]:9/?", parts))
                .isEqualTo(new DatabaseAddress("[fe80::1]", 9, "ann", "p", "n", "prefer"));
    }

    @Test
    void whatWasEncodedComesOutOfAUrlAsItWas() {
        RandomGenerator random = SeededRandom.of("DatabaseSettingsTest");
        for (int i = 0; i < 1_000; i++) {
            DatabaseAddress written = new DatabaseAddress(
                    "host", random.nextInt(1, 65_536), text(random), text(random), text(random), "disable");
            String url = "postgres://" + encoded(written.user()) + ':' + encoded(written.password()) + "@host:"
                    + written.port() + '/' + encoded(written.name()) + "?sslmode=disable";
            assertThat(main(url)).as(url).isEqualTo(written);
        }
    }

    private static String text(RandomGenerator random) {
        return random.ints(random.nextInt(1, 20), 1, 0xd800)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "mysql://u:hunter2@h/d",
                "jdbc:postgresql://u:hunter2@h/d",
                "postgres://",
                "postgres:///d",
                "postgres://u:hunter2@/d",
                "postgres://u:hun@ter2@h/d",
                "postgres://u:hun/ter2@h/d",
                "postgres://u:hunter2@h:x/d",
                "postgres://u:hunter2@h:0/d",
                "postgres://u:hunter2@h:65536/d",
                "postgres://u:hunter2@h:123456/d",
                "postgres://u:hunter2@h,i/d",
                "postgres://u:hunter2@h/d/e",
                "postgres://u:hunter2@h/d#e",
                "postgres://u:hunter2%@h/d",
                "postgres://u:hunter2%0@h/d",
                "postgres://u:hunter2%00@h/d",
                "postgres://u:hunter2@h/d?sslmode=yes",
                "postgres://u:hunter2@h/d?connect_timeout=5",
                "postgres://u:hunter2@h/d?sslmode=require&channel_binding=require",
            })
    void aUrlThatIsNoneIsAFaultThatShowsNothingOfIt(String url) {
        assertThatThrownBy(() -> read("DATABASE_URL", url))
                .isInstanceOf(BadSettings.class)
                .message()
                .startsWith("DATABASE_URL=***: must ")
                .doesNotContain("hunter2", "hun", "ter2")
                .hasLineCount(1);
    }

    @Test
    void allFaultsOfBothDatabasesAreReportedTogether() {
        assertThatThrownBy(() -> read(
                        "DB_HOST", "a b",
                        "DB_PORT", "0",
                        "DB_NAME", "x".repeat(64),
                        "INBOX_DB_HOST", "postgres://h",
                        "INBOX_DB_PORT", "port",
                        "INBOX_DATABASE_URL", "nonsense",
                        "DB_POOL_SIZE", "0",
                        "CONNECTION_TIMEOUT", "never"))
                .message()
                .contains("DB_HOST=a b: must be the name or the address of one host")
                .contains("DB_PORT=0: must be 1 to 65535")
                .contains("INBOX_DATABASE_URL=***: must be a URL such as postgres://")
                .hasLineCount(8);
    }

    @ParameterizedTest
    @CsvSource({"DB_PASSWORD,DB_PASSWORD", "DATABASE_URL,postgres://u:from-file@h/d"})
    void secretsComeFromFiles(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), content + "\n");
        DatabaseSettings databases = read(name + "_FILE", file.toString(), "INBOX_" + name + "_FILE", file.toString());
        assertThat(databases.main().password()).isEqualTo(content.replaceAll(".*:|@.*", ""));
        assertThat(databases.inbox().password()).isEqualTo(databases.main().password());
    }

    @Test
    void thePoolSizeHasTheNameThatTheOldServicesGaveIt() {
        assertThat(read("MAX_CONNECTIONS", "7").poolSizeMax()).hasValue(7);
        assertThat(read("MAX_CONNECTIONS", "7", "DB_POOL_SIZE", "8").poolSizeMax())
                .hasValue(8);
    }

    private DatabaseAddress main(String url, String... more) {
        Map<String, String> values = values(more);
        values.put("DATABASE_URL", url);
        return read(values).main();
    }

    private DatabaseSettings read(String... values) {
        return read(values(values));
    }

    private static Map<String, String> values(String... namesAndValues) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return values;
    }

    private DatabaseSettings read(Map<String, String> values) {
        return DatabaseSettings.read(Environment.of(values, folder.resolve(".env")));
    }
}
