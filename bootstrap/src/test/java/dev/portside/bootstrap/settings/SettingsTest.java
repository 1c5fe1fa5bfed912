package dev.portside.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.bootstrap.steps.HaltPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    private Path folder;

    @Test
    void presetsAreThoseOfTheOldServices() {
        Settings settings = read(Map.of());
        assertThat(settings.repositoryType()).isEqualTo(RepositoryType.POSTGRES);
        assertThat(settings.http().port()).isEqualTo(8080);
        assertThat(settings.inbox()).isEqualTo(new InboxSettings(5, 10, Duration.ofHours(24)));
        assertThat(settings.roles()).containsExactly(Role.values());
        assertThat(settings.testEndpoints()).isFalse();
        assertThat(read(Map.of("REPOSITORY_TYPE", "mock")).testEndpoints()).isTrue();
    }

    @Test
    void allFaultsAreReportedTogetherWithNameValueAndWhatIsAllowed() {
        Map<String, String> bad =
                Map.of("PORT", "65536", "REPOSITORY_TYPE", "nonsense", "INBOX_RETENTION", "soon", "ROLES", "api,cook");
        assertThatThrownBy(() -> read(bad))
                .isInstanceOf(BadSettings.class)
                .message()
                .contains("PORT=65536: must be 0 to 65535")
                .contains("REPOSITORY_TYPE=nonsense: must be postgres or mock")
                .contains("INBOX_RETENTION=soon: must be a duration")
                .contains("ROLES=api,cook: must be a list of api, inbox")
                .satisfies(message -> assertThat(message.lines()).hasSize(4));
    }

    @Test
    void unitsAreUnderstoodAndABareNumberKeepsItsOldUnit() {
        assertThat(read(Map.of("INBOX_RETENTION", "90m")).inbox().retention()).isEqualTo(Duration.ofMinutes(90));
        assertThat(read(Map.of("INBOX_RETENTION", "2")).inbox().retention()).isEqualTo(Duration.ofHours(2));
        assertThat(read(Map.of("INITIAL_RETRY_DELAY", "250")).retry().backoff().initial())
                .isEqualTo(Duration.ofMillis(250));
        assertThat(read(Map.of("MAX_MEMORY_USAGE", "64MB")).memory().bytesMax()).isEqualTo(64L << 20);
    }

    @Test
    void aRetryDelayAboveItsMaximumIsAFault() {
        assertThatThrownBy(() -> read(Map.of("INITIAL_RETRY_DELAY", "1m")))
                .hasMessageContaining("MAX_RETRY_DELAY")
                .hasMessageContaining("at least INITIAL_RETRY_DELAY");
    }

    @Test
    void aProcessHaltsItselfForTestsAlone() {
        Map<String, String> halt = Map.of("RELAY_HALT_AT", "after publish:3", "REPOSITORY_TYPE", "mock");
        assertThat(read(halt).relay().haltAt()).contains(new HaltPoint("after publish", 3));
        Map<String, String> real = new HashMap<>(halt);
        real.put("TEST_ENDPOINTS", "false");
        assertThatThrownBy(() -> read(real)).isInstanceOf(BadSettings.class).hasMessageContaining("RELAY_HALT_AT");
    }

    @Test
    void portWinsOverItsAlias() {
        assertThat(read(Map.of("HTTP_PORT", "1")).http().port()).isEqualTo(1);
        assertThat(read(Map.of("HTTP_PORT", "1", "PORT", "2")).http().port()).isEqualTo(2);
    }

    @Test
    void rolesAreAListInAnyOrder() {
        assertThat(read(Map.of("ROLES", "relay, api")).roles()).isEqualTo(Set.of(Role.API, Role.RELAY));
    }

    @Test
    void theRealEnvironmentWinsOverTheFile() throws IOException {
        Files.writeString(folder.resolve(".env"), "PORT=1111\nHOST='127.0.0.1' # local\n");
        Settings settings = read(Map.of("PORT", "2222"));
        assertThat(settings.http().port()).isEqualTo(2222);
        assertThat(settings.http().host()).isEqualTo("127.0.0.1");
    }

    @Test
    void aLineOfTheFileThatCannotBeReadIsAFaultWithoutItsText() throws IOException {
        Files.writeString(folder.resolve(".env"), "# fine\n\nJWT_SECRET hunter2\n");
        assertThatThrownBy(() -> read(Map.of()))
                .hasMessage(".env line 3=...: must be NAME=value")
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void aSecretComesFromAFileAndIsNeverShown() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "s3cret\n");
        Environment environment = Environment.of(Map.of("DB_PASSWORD_FILE", secret.toString()), folder.resolve(".env"));
        assertThat(environment.value("DB_PASSWORD")).isEqualTo("s3cret");
        SettingsReader in = new SettingsReader(environment::value, environment.faults());
        in.fault("DB_PASSWORD", "s3cret", "longer");
        assertThatThrownBy(in::check).hasMessage("DB_PASSWORD=***: must be longer");
    }

    @Test
    void aSecretsFileThatIsNotThereIsAFault() {
        assertThatThrownBy(() -> read(Map.of("DB_PASSWORD_FILE", "/nowhere")))
                .hasMessage("DB_PASSWORD_FILE=/nowhere: must be a readable UTF-8 file");
    }

    @Test
    void allNamesAreKnownWithTheirAliases() {
        assertThat(Settings.names())
                .contains("PORT", "HTTP_PORT", "DB_POOL_SIZE", "MAX_CONNECTIONS", "INBOX_DATABASE_URL", "JWT_SECRET")
                .doesNotContain("DB_POOLSIZE");
    }

    private Settings read(Map<String, String> environment) {
        return Settings.read(Environment.of(environment, folder.resolve(".env")));
    }
}
