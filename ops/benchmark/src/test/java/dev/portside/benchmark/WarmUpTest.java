package dev.portside.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    @Test
    void lastsUntilAContenderIsHardlyFasterThanBefore() throws Exception {
        Deque<Integer> rates = new ArrayDeque<>(List.of(100, 200, 221, 230, 300));
        WarmUp.of(time -> at(rates.removeFirst()));
        assertThat(rates).containsExactly(300);
    }

    @Test
    void endsWhenItNeverGetsSteady() throws Exception {
        Deque<Integer> rates = new ArrayDeque<>(List.of(1, 2, 4, 8, 16, 32, 64, 128, 256));
        WarmUp.of(time -> at(rates.removeFirst()));
        assertThat(rates).containsExactly(256);
    }

    private static Throughput at(int perSecond) {
        return new Throughput(perSecond, 1_000_000_000, perSecond, 1_000_000_000);
    }
}
