package dev.portside.measurements;

import static dev.portside.bootstrap.RunningPortside.as;
import static dev.portside.bootstrap.RunningPortside.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portside.bootstrap.RunningPortside;
import dev.portside.bootstrap.RunningPortside.Reply;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import jdk.jfr.FlightRecorder;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightRecordingTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @Test
    void anAdministratorGetsARecordingAndNothingOfItIsLeft() throws IOException {
        List<Path> before = leftovers();
        try (RunningPortside portside = RunningPortside.start()) {
            HttpResponse<byte[]> answer = recording(portside, 1).join();
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/octet-stream");
            assertThat(events(answer.body()))
                    .extracting(event -> event.getEventType().getName())
                    .contains("jdk.ActiveRecording", "jdk.JVMInformation");
            assertThat(leftovers()).isEqualTo(before);
            assertThat(FlightRecorder.getFlightRecorder().getRecordings()).isEmpty();
        }
    }

    @Test
    void oneIsMadeAtATimeAndAStopEndsIt() throws IOException {
        try (RunningPortside portside = RunningPortside.start()) {
            CompletableFuture<HttpResponse<byte[]>> underWay = recording(portside, 300);
            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            !FlightRecorder.getFlightRecorder().getRecordings().isEmpty());
            Reply another = portside.get("/debug/jfr?seconds=1", as("admin"));
            assertThat(another.status()).isEqualTo(503);
            assertThat(another.header("Retry-After")).isNotEmpty();
            assertThat(portside.stop()).isTrue();
            assertThat(events(underWay.join().body())).isNotEmpty();
        }
    }

    @Test
    void othersGetNoneAndTheTimeIsBounded() {
        try (RunningPortside portside = RunningPortside.start()) {
            assertThat(portside.get("/debug/jfr?seconds=1").status()).isEqualTo(401);
            assertThat(portside.get("/debug/jfr?seconds=1", as("todos:write")).status())
                    .isEqualTo(403);
            for (String query : List.of("", "?seconds=", "?seconds=0", "?seconds=301", "?seconds=1.5", "?seconds=x")) {
                assertThat(portside.get("/debug/jfr" + query, as("admin")).status())
                        .as(query)
                        .isEqualTo(400);
            }
        }
    }

    private static CompletableFuture<HttpResponse<byte[]>> recording(RunningPortside portside, int seconds) {
        return CLIENT.sendAsync(
                HttpRequest.newBuilder(portside.uri("/debug/jfr?seconds=" + seconds))
                        .header("Authorization", "Bearer " + token("admin"))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private List<RecordedEvent> events(byte[] recording) throws IOException {
        return RecordingFile.readAllEvents(Files.write(folder.resolve("read.jfr"), recording));
    }

    private static List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().matches("portside-.*\\.jfr"))
                    .sorted()
                    .toList();
        }
    }
}
