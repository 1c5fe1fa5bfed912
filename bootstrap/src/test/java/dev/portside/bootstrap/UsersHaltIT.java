package dev.portside.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code POST /api/test/crash} with {@code halt}, which ends the process as kill -9 does. */
class UsersHaltIT {
    private static final int KILLED = 137;

    @Test
    void aHaltEndsTheProcessAtOnceWithoutAnswerAndWithoutShutdown() throws Exception {
        Map<String, String> settings = Map.of("REPOSITORY_TYPE", "mock", "HOST", "127.0.0.1", "PORT", "0");
        try (PortsideProcess portside = PortsideProcess.start(settings);
                HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest halt = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + portside.port() + "/api/test/crash"))
                    .header("Content-Type", "application/json")
                    .POST(
                            HttpRequest.BodyPublishers.ofString(
                                    "{\"email\":\"crash@test.com\",\"name\":\"Crash Test\",\"crash_after_db\":true,\"halt\":true}"))
                    .build();
            assertThatThrownBy(() -> client.send(halt, HttpResponse.BodyHandlers.discarding()))
                    .isInstanceOf(IOException.class);
            assertThat(portside.exitCode()).isEqualTo(KILLED);
            assertThat(portside.output()).doesNotContain("stopping");
        }
    }
}
