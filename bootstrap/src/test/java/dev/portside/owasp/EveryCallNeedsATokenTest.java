package dev.portside.owasp;

import static dev.portside.bootstrap.RunningPortside.as;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.bootstrap.RunningPortside;
import dev.portside.http.Route;
import dev.portside.owasp.Caller.Answer;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code AUTH_MODE=all}: who has no token gets what probes, browsers and newcomers need, and nothing of the data. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryCallNeedsATokenTest {
    private static final Set<String> OPEN = Set.of(
            "/",
            "/assets/{name}",
            "/asyncapi",
            "/docs",
            "/docs/{file}",
            "/health",
            "/health/{component}",
            "/livez",
            "/openapi",
            "/readyz",
            "/startupz");

    private RunningPortside portside;
    private Caller caller;

    @BeforeAll
    void start() {
        portside = RunningPortside.start(Map.of("AUTH_MODE", "all"));
        caller = new Caller(portside);
    }

    @AfterAll
    void stop() {
        portside.close();
    }

    /** The routes are the operations that are described: another test sees to that. */
    @Test
    void everyOperationButThoseRefusesCallersWithoutAToken() {
        Set<String> open = new TreeSet<>();
        for (Route route : portside.routes()) {
            Answer answer = caller.call(route);
            if (OPEN.contains(route.path())) {
                open.add(route.path());
                assertThat(answer.status()).as(route.path()).isIn(200, 404);
            } else {
                assertThat(answer.status()).as(route.path()).isEqualTo(401);
                assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer realm=");
                assertThat(caller.call(route.method().text(), Caller.path(route) + "?limit=1", "")
                                .status())
                        .isEqualTo(401);
            }
        }
        assertThat(open).isEqualTo(OPEN);
    }

    @Test
    void aTokenOpensThemByItsRoles() {
        for (Route route : portside.routes()) {
            Answer answer = caller.call(route, as("none"));
            int refused = route.access().role().isPresent() ? 403 : 401;
            assertThat(answer.status() == refused)
                    .as("%s: %s", route.path(), answer)
                    .isEqualTo(refused == 403);
        }
        assertThat(caller.call("GET", "/todos?limit=1", "", as("none")).status())
                .isEqualTo(200);
        assertThat(caller.call("GET", "/api/events", "", as("none")).body()).contains("event: open");
    }

    @Test
    void whatIsReadyToBeSentIsSentToNobodyWithoutAToken() {
        assertThat(caller.call("GET", "/todos?limit=1", "", as("none")).status())
                .isEqualTo(200);
        for (int i = 0; i < 3; i++) {
            // On one connection, so that a head that was answered before comes again.
            assertThat(caller.call("GET", "/todos?limit=1", "").status()).isEqualTo(401);
        }
    }
}
