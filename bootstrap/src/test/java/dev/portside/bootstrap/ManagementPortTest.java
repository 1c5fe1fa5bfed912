package dev.portside.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Those who watch have a door of their own when {@code MANAGEMENT_PORT} gives them one. */
class ManagementPortTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final List<String> THERE_ALONE = List.of("/livez", "/readyz", "/startupz", "/metrics");
    private static final List<String> AT_THE_PAGE_TOO = List.of("/health", "/health/orders", "/performance");

    @Test
    void whatTellsAboutTheServiceIsThereAndOfItAtTheOtherOnlyWhatThePageShows()
            throws IOException, InterruptedException {
        try (RunningPortside portside = RunningPortside.start(Map.of("MANAGEMENT_PORT", "0"))) {
            assertThat(portside.managementUri("/").getPort()).isNotEqualTo(portside.port());
            for (String path : THERE_ALONE) {
                assertThat(status(portside.managementUri(path))).as(path).isEqualTo(200);
                assertThat(status(portside.uri(path))).as(path).isEqualTo(404);
            }
            for (String path : AT_THE_PAGE_TOO) {
                assertThat(status(portside.managementUri(path))).as(path).isEqualTo(200);
                assertThat(status(portside.uri(path))).as(path).isEqualTo(200);
            }
            assertThat(status(portside.managementUri("/debug/jfr?seconds=1"))).isEqualTo(401);
            assertThat(status(portside.uri("/debug/jfr?seconds=1"))).isEqualTo(404);
            assertThat(status(portside.managementUri("/todos"))).isEqualTo(404);
            for (String path : List.of("/todos", "/api/flows")) {
                assertThat(status(portside.uri(path))).as(path).isEqualTo(200);
            }
        }
    }

    @Test
    void withoutItEverythingIsAtOnePort() throws IOException, InterruptedException {
        try (RunningPortside portside = RunningPortside.start()) {
            for (String path : Stream.of(THERE_ALONE, AT_THE_PAGE_TOO)
                    .flatMap(List::stream)
                    .toList()) {
                assertThat(status(portside.uri(path))).as(path).isEqualTo(200);
            }
        }
    }

    private static int status(URI uri) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                .statusCode();
    }
}
