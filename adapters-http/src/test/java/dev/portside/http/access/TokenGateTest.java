package dev.portside.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which calls need a token in which mode. */
class TokenGateTest {
    private static final SharedSecret SECRET = new SharedSecret("0123456789abcdef0123456789abcdef");
    private static final String NONE = "HTTP/1.1 401 ";
    private static final String ANONYMOUS = "anonymous";

    private static GuardedServer server(AuthMode mode) {
        return new GuardedServer(
                new TokenGate(mode, new Tokens(List.of(SECRET), TokenTerms.ANY, InstantSource.system())));
    }

    private static String bearer(String... roles) {
        return "Authorization: Bearer "
                + new TokenSigner(SECRET, TokenTerms.ANY, InstantSource.system())
                        .sign("me", List.of(roles), Duration.ofMinutes(1));
    }

    @Test
    void writesAsksForATokenWhereARoleIsNeeded() {
        try (GuardedServer server = server(AuthMode.WRITES)) {
            assertThat(server.get("/probe")).endsWith(ANONYMOUS);
            assertThat(server.get("/open")).endsWith(ANONYMOUS);
            assertThat(server.get("/todos"))
                    .startsWith(NONE)
                    .contains("WWW-Authenticate: Bearer realm=\"portside\"\r\n");
            assertThat(server.get("/admin")).startsWith(NONE);
            assertThat(server.get("/todos", bearer("todos:write"))).endsWith("\r\nme");
            assertThat(server.get("/todos", bearer("admin"))).startsWith("HTTP/1.1 403 ");
            assertThat(server.get("/admin", bearer("admin", "todos:write"))).endsWith("\r\nme");
        }
    }

    @Test
    void aTokenThatIsNotNeededMustBeGoodAllTheSame() {
        try (GuardedServer server = server(AuthMode.WRITES)) {
            assertThat(server.get("/open", bearer())).endsWith("\r\nme");
            assertThat(server.get("/open", "Authorization: Bearer a.b.c"))
                    .startsWith(NONE)
                    .contains("error=\"invalid_token\"");
            assertThat(server.get("/open", "Authorization: Basic bWU6bWU=")).endsWith(ANONYMOUS);
            assertThat(server.get("/probe", "Authorization: Bearer a.b.c")).endsWith(ANONYMOUS);
        }
    }

    @Test
    void allAsksForATokenEverywhereButAtTheProbes() {
        try (GuardedServer server = server(AuthMode.ALL)) {
            assertThat(server.get("/probe")).endsWith(ANONYMOUS);
            assertThat(server.get("/open")).startsWith(NONE);
            assertThat(server.get("/open", bearer())).endsWith("\r\nme");
        }
    }

    @Test
    void offAsksForNothing() {
        try (GuardedServer server = server(AuthMode.OFF)) {
            assertThat(server.get("/admin", "Authorization: Bearer a.b.c")).endsWith(ANONYMOUS);
        }
    }
}
