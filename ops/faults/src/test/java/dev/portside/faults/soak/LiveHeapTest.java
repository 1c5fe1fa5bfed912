package dev.portside.faults.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LiveHeapTest {
    private static final String HEAP = """
            4711:
             PSYoungGen      total 24576K, used 5120K [0x00000000fab00000, 0x00000000fc680000, 0x0000000100000000)
              eden space 23552K, 21% used [0x00000000fab00000,0x00000000fb000000,0x00000000fc200000)
             ParOldGen       total 60928K, used 40000K [0x00000000f0000000, 0x00000000f3b80000, 0x00000000fab00000)
              object space 60928K, 65% used [0x00000000f0000000,0x00000000f2710000,0x00000000f3b80000)
             Metaspace       used 50000K, committed 51000K, reserved 1114112K
            """;

    private static final String METRICS = """
            # HELP portside_memory_used_bytes Memory taken by stores, caches and the latest events.
            # TYPE portside_memory_used_bytes gauge
            portside_memory_used_bytes{scope="application",} 1.196E7
            portside_memory_limit_bytes{scope="application",} 1.073741824E9
            """;

    @Test
    void whatCachesHoldIsTakenOff() {
        assertThat(LiveHeap.megabytes(HEAP, METRICS)).hasValueCloseTo(29.0, within(0.001));
    }

    @Test
    void nothingIsSaidWhenOneOfThemSaysNothing() {
        assertThat(LiveHeap.megabytes("4711:", METRICS)).isEmpty();
        assertThat(LiveHeap.megabytes(HEAP, "starting")).isEmpty();
    }
}
