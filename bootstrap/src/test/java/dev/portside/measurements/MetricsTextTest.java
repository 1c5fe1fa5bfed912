package dev.portside.measurements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reader read: it takes good text and finds planted faults. */
class MetricsTextTest {
    private static final String GOOD = """
            # HELP calls_total Calls.
            # TYPE calls_total counter
            calls_total{route="/a",} 1.0
            calls_total{route="/b\\"\\\\"} 2
            # TYPE depth gauge
            depth NaN
            # TYPE seconds histogram
            seconds_bucket{le="0.1"} 1
            seconds_bucket{le="+Inf"} 3
            seconds_sum 2.5
            seconds_count 3
            """;

    @Test
    void takesGoodText() {
        assertThat(MetricsText.prometheus(GOOD)).hasSize(7);
        assertThat(MetricsText.openMetrics("# TYPE calls counter\ncalls_total 1\n# EOF\n"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "depth NaN|depth x",
                "depth NaN|depth{} 1 2 3",
                "depth NaN|0depth 1",
                "depth NaN|depth{a=b} 1",
                "depth NaN|depth{a='b'} 1",
                "depth NaN|depth{a=\"b\",a=\"c\"} 1",
                "depth NaN|depth{a=\"\\x\"} 1",
                "depth NaN|other 1",
                "depth NaN|depth_total 1",
                "depth NaN|depth 1\\ndepth 1",
                "depth NaN|calls_total 1",
                "# TYPE depth gauge|# TYPE depth speed",
                "# TYPE depth gauge|# TYPE depth gauge\\n# TYPE depth gauge",
                "# TYPE depth gauge|# TYPE calls_total counter",
                "# TYPE depth gauge|# depth",
                "le=\"0.1\"} 1|le=\"0.1\"} 4",
                "seconds_bucket{le=\"+Inf\"} 3|seconds_bucket{le=\"9\"} 3",
                "seconds_count 3|seconds_count 4",
                "seconds_sum 2.5|seconds_max 2.5",
                "seconds_sum 2.5|seconds{quantile=\"0.5\"} 2.5",
                "seconds_sum 2.5|# HELP x y",
                "seconds_count 3|seconds_count 3\\n# EOF",
            })
    void findsAPlantedFault(String good, String bad) {
        String text = GOOD.replace(good, bad.replace("\\n", "\n"));
        assertThat(text).isNotEqualTo(GOOD);
        assertThatThrownBy(() -> MetricsText.prometheus(text))
                .isInstanceOfAny(AssertionError.class, NumberFormatException.class);
    }

    @Test
    void holdsOpenMetricsToItsOwnRules() {
        assertThatThrownBy(() -> MetricsText.openMetrics("# TYPE calls counter\ncalls_total 1\n"))
                .hasMessageContaining("EOF");
        assertThatThrownBy(() -> MetricsText.openMetrics("# TYPE calls_total counter\ncalls_total 1\n# EOF\n"))
                .hasMessageContaining("is no sample of");
        assertThatThrownBy(() -> MetricsText.openMetrics("# TYPE a gauge\na{b=\"c\",} 1\n# EOF\n"))
                .hasMessageContaining("comma");
        assertThatThrownBy(() -> MetricsText.prometheus("# TYPE a gauge\na 1")).hasMessageContaining("last line");
    }
}
