package dev.portside.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portside.bootstrap.RunningPortside.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /api/test/crash}, all but the halt. */
class UsersCrashTest {
    private static final String USER = "\"email\": \"crash@test.com\", \"name\": \"Crash Test\"";
    private static final String AFTER = "{" + USER + ", \"crash_after_db\": true}";
    private static final String BEFORE = "{" + USER + ", \"crash_before_commit\": true}";
    private static final Map<String, String> FAST = Map.of("RELAY_POLL_INTERVAL", "10ms");

    @Test
    void aCrashAfterTheCommitGivesNoAnswerYetTheEventReachesTheTopic() {
        try (RunningPortside portside = RunningPortside.start(FAST)) {
            assertThatThrownBy(() -> portside.post("/api/test/crash", AFTER))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasCauseInstanceOf(IOException.class);
            assertThat(portside.post("/api/users", "{" + USER + "}").status()).isEqualTo(409);
            await().until(() -> portside.userEvents().size() == 1);
            assertThat(portside.userEvents().getFirst().headers()).containsEntry("ce_type", "user.created");
            assertThat(portside.post("/api/test/crash", AFTER).status()).isEqualTo(409);
        }
    }

    @Test
    void aCrashBeforeTheCommitLeavesNothing() {
        try (RunningPortside portside = RunningPortside.start(FAST)) {
            assertThatThrownBy(() -> portside.post("/api/test/crash", BEFORE)).isInstanceOf(UncheckedIOException.class);
            Reply added = portside.post("/api/users", "{" + USER + "}");
            assertThat(added.status()).isEqualTo(201);
            await().until(() -> !portside.userEvents().isEmpty());
            assertThat(portside.userEvents()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{" + USER + "}",
                "{" + USER + ",\"crash_after_db\":false,\"crash_before_commit\":false}",
                "{" + USER + ",\"crash_after_db\":true,\"crash_before_commit\":true}",
                "{" + USER + ",\"crash_after_db\":1}",
                "{\"crash_after_db\":true}"
            })
    void refusesWhatDoesNotSayWhenToCrash(String body) {
        try (RunningPortside portside = RunningPortside.start()) {
            assertThat(portside.post("/api/test/crash", body).status()).isEqualTo(400);
        }
    }

    @Test
    void thereIsNoSuchRouteUnlessTestEndpointsAreOn() {
        try (RunningPortside portside = RunningPortside.start(Map.of("TEST_ENDPOINTS", "false"))) {
            assertThat(portside.post("/api/test/crash", AFTER).status()).isEqualTo(404);
            assertThat(portside.post("/api/users", "{" + USER + "}").status()).isEqualTo(201);
        }
    }
}
