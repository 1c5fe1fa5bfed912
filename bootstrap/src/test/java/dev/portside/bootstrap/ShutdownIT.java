package dev.portside.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** SIGTERM while clients are at work. */
class ShutdownIT {
    private static final int CLIENTS = 32;
    private static final int REQUESTS_BEFORE_STOP = 2_000;

    @Test
    void sigtermUnderLoadFailsNoRequestAndExitsWith0() throws InterruptedException {
        try (PortsideProcess portside = PortsideProcess.start(
                Map.of("REPOSITORY_TYPE", "mock", "HOST", "127.0.0.1", "PORT", "0", "INBOX_WORKER_COUNT", "2"))) {
            int port = portside.port();
            List<LoadingClient> clients = IntStream.range(0, CLIENTS)
                    .mapToObj(index -> LoadingClient.start(port, index))
                    .toList();
            Awaitility.await()
                    .atMost(60, TimeUnit.SECONDS)
                    .until(() -> accepted(clients) >= REQUESTS_BEFORE_STOP
                            || clients.stream().anyMatch(client -> client.failure() != null));
            portside.terminate();
            for (LoadingClient client : clients) {
                client.join();
                assertThat(client.failure()).isNull();
            }
            assertThat(portside.exitCode()).isZero();
            assertThat(portside.output())
                    .contains("records: " + accepted(clients) + " accepted, " + accepted(clients) + " finished")
                    .contains("stopped")
                    .doesNotContain("ERROR");
        }
    }

    private static long accepted(List<LoadingClient> clients) {
        return clients.stream().mapToLong(LoadingClient::accepted).sum();
    }
}
