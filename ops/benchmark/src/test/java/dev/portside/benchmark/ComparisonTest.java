package dev.portside.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ComparisonTest {
    @Test
    void comparesMedians() {
        Comparison comparison = new Comparison("ours", "theirs", "floor");
        comparison.add(1_000, 100, 4_000);
        comparison.add(3_000, 300, 4_000);
        comparison.add(2_000, 500, 1_000);

        assertThat(comparison.rate()).isEqualTo(new Spread(2_000, 1_000, 3_000));
        assertThat(comparison.ratio("theirs")).isEqualTo(new Spread(10, 4, 10));
        assertThat(comparison.table()).isEqualTo("""
                | round | ours | theirs | floor | to theirs | to floor |
                | --- | ---: | ---: | ---: | ---: | ---: |
                | 1 | 1,000 | 100 | 4,000 | 10.000 | 0.250 |
                | 2 | 3,000 | 300 | 4,000 | 10.000 | 0.750 |
                | 3 | 2,000 | 500 | 1,000 | 4.000 | 2.000 |
                | median | 2,000 | 300 | 4,000 | 10.000 | 0.750 |
                """);
    }
}
