package dev.portside.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {
    private static final Figure FAST = Figure.atLeast("page: times nginx", Spread.of(1.25, 1.0, 1.5), 1.05);
    private static final Figure SLOW = Figure.atMost("p99 of 202, ms", Spread.of(51), 50);
    private static final Figure RULE = Figure.told("take from token bucket, ns", Spread.of(12.34, 10));

    @Test
    void showsWhatIsRequiredBesideTheMedianAndItsRounds() {
        assertThat(report(FAST, SLOW, RULE).markdown()).isEqualTo("""
                a machine; 2026-01-31T12:00:00Z, commit abc

                | what | required | median | rounds | met |
                | --- | --- | ---: | ---: | --- |
                | page: times nginx | >= 1.05 | 1.25 | 1.00 to 1.50 | yes |
                | p99 of 202, ms | <= 50.0 | 51.0 | 51.0 | **no** |

                | what | median | rounds |
                | --- | ---: | ---: |
                | take from token bucket, ns | 11.2 | 10.0 to 12.3 |

                    make benchmark-records SEED=7

                **Not measured: relay.**
                """);
    }

    @Test
    void isMetWhenNoFigureIsMissed() {
        assertThat(report(FAST, RULE).isMet()).isTrue();
        assertThat(report(FAST, SLOW).isMet()).isFalse();
    }

    @Test
    void aPartIsReadAsItWasKept() {
        Part part = new Part("records", "SEED=7", List.of(FAST, SLOW, RULE));
        JsonMapper json = new JsonMapper();
        assertThat(json.readValue(json.writeValueAsBytes(part), Part.class)).isEqualTo(part);
    }

    private static Report report(Figure... figures) {
        Part part = new Part("records", "SEED=7", List.of(figures));
        return new Report("a machine", "2026-01-31T12:00:00Z", "abc", List.of(part), List.of("relay"));
    }
}
