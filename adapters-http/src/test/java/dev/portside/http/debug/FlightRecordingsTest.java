package dev.portside.http.debug;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.domain.shared.Unavailable;
import dev.portside.http.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jfr.FlightRecorder;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FlightRecordingsTest {
    private static final Duration AN_HOUR = Duration.ofHours(1);
    private static final int PARTS = 3;

    private final FlightRecordings recordings = new FlightRecordings(Duration.ofMillis(50));

    @Test
    void partsOneAfterTheOtherAreOneRecording(@TempDir Path folder) throws IOException, InterruptedException {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        AtomicInteger parts = new AtomicInteger();
        try (Answer.Stream recording = recordings.begin(AN_HOUR)) {
            recording.write(piece -> {
                sent.writeBytes(piece);
                if (new String(piece, 0, 4, ISO_8859_1).equals("FLR\0") && parts.incrementAndGet() == PARTS) {
                    recordings.close();
                }
            });
        }
        assertThat(RecordingFile.readAllEvents(Files.write(folder.resolve("read.jfr"), sent.toByteArray())))
                .filteredOn(event -> event.getEventType().getName().equals("jdk.ActiveRecording"))
                .hasSizeGreaterThanOrEqualTo(PARTS);
        assertThat(FlightRecorder.getFlightRecorder().getRecordings()).isEmpty();
    }

    @Test
    void endsWhenItsCallerIsGone() {
        AtomicInteger pieces = new AtomicInteger();
        try (Answer.Stream recording = recordings.begin(AN_HOUR)) {
            assertThatThrownBy(() -> recording.write(_ -> {
                        if (pieces.incrementAndGet() == 2) {
                            throw new UncheckedIOException(new IOException("gone"));
                        }
                    }))
                    .isInstanceOf(UncheckedIOException.class);
        }
        assertThat(FlightRecorder.getFlightRecorder().getRecordings()).isEmpty();
    }

    @Test
    void oneIsMadeAtATimeWhetherItIsWrittenOrNot() {
        Answer.Stream first = recordings.begin(AN_HOUR);
        assertThatThrownBy(() -> recordings.begin(AN_HOUR)).isInstanceOf(Unavailable.class);
        first.close();
        first.close();
        Answer.Stream second = recordings.begin(AN_HOUR);
        assertThatThrownBy(() -> recordings.begin(AN_HOUR)).isInstanceOf(Unavailable.class);
        second.close();
    }

    @Test
    void endsWhenTheServiceStops() throws InterruptedException {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        recordings.close();
        try (Answer.Stream recording = recordings.begin(AN_HOUR)) {
            recording.write(sent::writeBytes);
        }
        assertThat(sent.size()).isPositive();
    }
}
