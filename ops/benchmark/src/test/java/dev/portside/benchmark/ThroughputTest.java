package dev.portside.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ThroughputTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void countsTheDrainAsTimeToo() {
        Throughput throughput = new Throughput(1_000, SECOND, 1_000, 4 * SECOND);

        assertThat(throughput.acceptedPerSecond()).isEqualTo(1_000);
        assertThat(throughput.appliedPerSecond()).isEqualTo(250);
        assertThat(Throughput.parse(throughput.toText())).isEqualTo(throughput);
    }

    @Test
    void refusesLostAndDoubledTasks() {
        assertThatThrownBy(() -> new Throughput(1_000, SECOND, 999, SECOND))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("1,000 tasks were accepted, but 999 took effect");
        assertThatThrownBy(() -> new Throughput(1_000, SECOND, 1_001, SECOND))
                .isInstanceOf(IllegalStateException.class);
    }
}
