package dev.portside.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The calls that the five old services published for copying, run by a shell as they were written; only the port differs.
 * A script that was written for one of them keeps working.
 */
class OldCurlsTest {
    /** Lets curl print the status after the body, and nothing of its own. */
    private static final String PRELUDE = "curl() { command curl -sS -w ' -> %{http_code}\\n' \"$@\"; }\n";

    @Test
    void records() throws IOException, InterruptedException {
        try (RunningPortside portside = RunningPortside.start()) {
            assertThat(type(portside, "curl http://localhost:8080/health"))
                    .contains("\"status\":\"healthy\"", "-> 200");
            assertThat(type(portside, """
                    curl -X POST http://localhost:8080/insert \\
                      -H "Content-Type: application/json" \\
                      -d '{"id": "user_123", "value": {"name": "John", "age": 30}}'
                    """)).contains("\"id\":\"user_123\",\"status\":\"accepted\"", "-> 202");
            awaitTask(portside, "/get?id=user_123");
            assertThat(type(portside, "curl \"http://localhost:8080/get?id=user_123\""))
                    .contains("\"id\":\"user_123\"", "{\"name\": \"John\", \"age\": 30}", "-> 200");
            assertThat(type(portside, "curl \"http://localhost:8080/stats\"")).contains("-> 200");
            assertThat(type(portside, "curl http://localhost:8080/performance")).contains("-> 200");
            assertThat(type(portside, "curl http://localhost:8080/metrics")).contains("-> 200");
        }
    }

    @Test
    void products() throws IOException, InterruptedException {
        try (RunningPortside portside = RunningPortside.start()) {
            assertThat(type(portside, """
                    curl -X POST http://localhost:8080/api/v1/events \\
                      -H "Content-Type: application/json" \\
                      -d '{"product_id": "abc123", "price": 49.99, "stock": 100}'
                    """)).contains("\"status\":\"accepted\"", "-> 202");
            awaitTask(portside, "/api/v1/products/abc123");
            assertThat(type(portside, "curl http://localhost:8080/api/v1/products/abc123"))
                    .isEqualTo("{\"id\":\"abc123\",\"price\":49.99,\"stock\":100} -> 200\n");
        }
    }

    @Test
    void rateLimits() throws IOException, InterruptedException {
        try (RunningPortside portside = RunningPortside.start()) {
            assertThat(type(portside, "curl -X GET \"http://localhost:8080/api/bucket/check?key=user123\""))
                    .contains("\"allowed\":true", "-> 200");
            assertThat(type(portside, "curl -X POST \"http://localhost:8080/api/bucket/consume?key=user123&tokens=1\""))
                    .contains("\"allowed\":true", "-> 200");
            assertThat(type(portside, "curl -X GET \"http://localhost:8080/api/bucket/check?key=test-user\""))
                    .contains("\"tokens\":10", "-> 200");
            String ten = type(portside, """
                    for i in {1..10}; do
                      curl -X POST "http://localhost:8080/api/bucket/consume?key=test-user&tokens=1"
                    done
                    """);
            assertThat(ten.lines()).hasSize(10).allMatch(line -> line.endsWith("-> 200"));
        }
    }

    @Test
    void users() throws IOException, InterruptedException {
        try (RunningPortside portside = RunningPortside.start()) {
            assertThat(type(portside, """
                    curl -X POST http://localhost:8080/api/users \\
                      -H "Content-Type: application/json" \\
                      -d '{"email": "test@example.com", "name": "Test User"}'
                    """)).contains("\"email\":\"test@example.com\"", "-> 201");
            assertThat(type(portside, """
                    curl -X POST http://localhost:8080/api/users \\
                      -H "Content-Type: application/json" \\
                      -d '{"email": "atomic@test.com", "name": "Atomic Test"}'
                    """)).contains("-> 201");
            // The connection is dropped on purpose, so curl has no status to tell; the user is there all the same.
            assertThat(type(portside, """
                    curl -X POST http://localhost:8080/api/test/crash \\
                      -H "Content-Type: application/json" \\
                      -d '{"email": "crash@test.com", "name": "Crash Test", "crash_after_db": true}'
                    """)).contains("-> 000");
            assertThat(portside.post("/api/users", "{\"email\":\"crash@test.com\",\"name\":\"Again\"}")
                            .status())
                    .isEqualTo(409);
            assertThat(type(portside, "curl http://localhost:8080/health/bucket"))
                    .contains("-> 200");
            assertThat(type(portside, "curl http://localhost:8080/health/users"))
                    .contains("-> 200");
        }
    }

    @Test
    void todos() throws IOException, InterruptedException {
        try (RunningPortside portside = RunningPortside.start()) {
            assertThat(type(portside, "curl -s \"http://localhost:8080/todos?limit=100\""))
                    .isEqualTo("[] -> 200\n");
        }
    }

    @Test
    void orders() throws IOException, InterruptedException {
        try (RunningPortside portside = RunningPortside.start()) {
            assertThat(type(portside, "curl http://localhost:8080/api/orders")).isEqualTo("[] -> 200\n");
            assertThat(type(portside, "curl http://localhost:8080/api/orders/b563feb7b2b84b6test1"))
                    .contains("-> 404");
            assertThat(type(portside, "curl http://localhost:8080/api/stats")).contains("-> 200");
        }
    }

    /** Reads until the asynchronous change is there. */
    private static void awaitTask(RunningPortside portside, String path) {
        org.awaitility.Awaitility.await().until(() -> portside.get(path).status() == 200);
    }

    private static String type(RunningPortside portside, String command) throws IOException, InterruptedException {
        String script = PRELUDE + command.replace("localhost:8080", "localhost:" + portside.port());
        Process shell = new ProcessBuilder(List.of("bash", "-c", script))
                .redirectErrorStream(true)
                .start();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        shell.waitFor();
        return output;
    }
}
