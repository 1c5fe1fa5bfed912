package dev.portside.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.bootstrap.settings.BadSettings;
import dev.portside.bootstrap.settings.Environment;
import dev.portside.bootstrap.settings.Settings;
import dev.portside.http.Access;
import dev.portside.http.Route;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings of access, and the token with which a newcomer starts. */
class AccessTest {
    private static Settings settings(String... more) {
        Map<String, String> all = new HashMap<>(Map.of("REPOSITORY_TYPE", "mock"));
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return Settings.read(Environment.of(all, Path.of("no.env")));
    }

    private static boolean hasStartToken(Settings settings) {
        return new AccessService(settings, InstantSource.system()).startToken().isPresent();
    }

    @Test
    void aTokenIsMadeOnlyWhereNobodyElseCouldSignOne() {
        assertThat(hasStartToken(settings())).isTrue();
        assertThat(hasStartToken(settings("AUTH_MODE", "all"))).isTrue();
        assertThat(hasStartToken(settings("AUTH_MODE", "off"))).isFalse();
        assertThat(hasStartToken(settings("JWT_SECRET", "x".repeat(32)))).isFalse();
        assertThat(hasStartToken(settings("JWT_JWKS", "https://issuer.example/keys")))
                .isFalse();
        assertThat(hasStartToken(settings("REPOSITORY_TYPE", "postgres"))).isFalse();
    }

    @Test
    void accessCannotBeOffNorImpossibleWithRealBackends() {
        assertThatThrownBy(() -> settings("REPOSITORY_TYPE", "postgres", "AUTH_MODE", "off"))
                .isInstanceOf(BadSettings.class)
                .hasMessageContaining("AUTH_MODE=off: must be writes or all unless REPOSITORY_TYPE is mock");
        assertThatThrownBy(() -> settings("REPOSITORY_TYPE", "postgres", "AUTH_MODE", "all"))
                .isInstanceOf(BadSettings.class)
                .hasMessageContaining("AUTH_MODE=all: must be writes unless JWT_SECRET or JWT_JWKS is set");
    }

    @Test
    void aShortSecretIsRefusedAndNotShown() {
        assertThatThrownBy(() -> settings("JWT_SECRET", "x".repeat(31), "JWT_JWKS", "/no/such/file"))
                .isInstanceOf(BadSettings.class)
                .hasMessageContaining("JWT_SECRET=***: must be at least 32 bytes long")
                .hasMessageContaining("JWT_JWKS=/no/such/file: must be a readable file");
    }

    @Test
    void everyRouteWithARoleRefusesCallersWithoutAToken() {
        try (RunningPortside portside = RunningPortside.start()) {
            for (Route route : portside.routes()) {
                if (route.access() == Access.ADMIN || route.access() == Access.TODOS_WRITE) {
                    String path = route.path().replaceAll("\\{[^}]*}", "x");
                    assertThat(portside.send(route.method().text(), path).status())
                            .as(route.method() + " " + route.path())
                            .isEqualTo(401);
                }
            }
        }
    }
}
