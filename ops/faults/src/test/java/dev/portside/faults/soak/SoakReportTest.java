package dev.portside.faults.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.faults.together.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SoakReportTest {
    private static SoakReport report(List<Flatness> flatnesses) {
        return new SoakReport(
                1,
                Instant.EPOCH,
                Duration.ofMinutes(30),
                1,
                0.7,
                0,
                new Timeline(0, List.of()),
                0,
                List.of(),
                flatnesses,
                List.of(),
                List.of(),
                List.of());
    }

    private static List<Flatness> flat(List<Held> judged) {
        return judged.stream()
                .map(held -> new Flatness("a life", held, 10, 10, 0, 100))
                .toList();
    }

    @Test
    void nothingIsFoundWhenAllOfItStayedFlat() {
        assertThat(report(flat(List.of(Held.values()))).allFindings()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatWasNeverJudgedIsFound(Held missing) {
        List<Held> others =
                Arrays.stream(Held.values()).filter(held -> held != missing).toList();
        assertThat(report(flat(others)).allFindings())
                .singleElement()
                .asString()
                .endsWith(missing.title());
    }
}
