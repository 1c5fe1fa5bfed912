package dev.portside.faults.together;

import static dev.portside.faults.together.SampleHarms.SECOND;
import static dev.portside.faults.together.SampleHarms.harm;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final Timeline TIMELINE =
            new Timeline(100 * SECOND, List.of(harm(110, 115), harm(112, 120), harm(160, 170)));

    @Test
    void namesWhatWasBrokenThenOrShortlyBefore() {
        assertThat(TIMELINE.around(111 * SECOND))
                .startsWith("at 11.0 s, ")
                .contains(" from 10.0 to 15.0 s")
                .doesNotContain("12.0", "60.0");
        assertThat(TIMELINE.around(125 * SECOND)).contains(" from 10.0 to 15.0 s", " from 12.0 to 20.0 s");
        assertThat(TIMELINE.around(126 * SECOND))
                .contains(" from 12.0 to 20.0 s")
                .doesNotContain("10.0");
    }

    @Test
    void saysSoWhenNothingWas() {
        assertThat(TIMELINE.around(105 * SECOND)).isEqualTo("at 5.0 s, nothing broken");
        assertThat(TIMELINE.around(150 * SECOND)).isEqualTo("at 50.0 s, nothing broken");
    }
}
