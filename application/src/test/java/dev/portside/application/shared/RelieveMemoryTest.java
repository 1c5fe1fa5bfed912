package dev.portside.application.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.domain.shared.Evictable;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.Unavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RelieveMemoryTest {
    private final AtomicInteger refusals = new AtomicInteger();
    private final MemoryBudget memory = new MemoryBudget(1000, refusals::incrementAndGet);
    private final List<Long> asked = new ArrayList<>();
    private final RelieveMemory relieve = new RelieveMemory(memory, 0.8, List.of(cache(50), cache(500), cache(500)));

    /** Holds that many bytes, of which it gives back what it is asked for. */
    private Evictable cache(long bytes) {
        return wanted -> {
            asked.add(wanted);
            memory.release(Math.min(wanted, bytes));
        };
    }

    @Test
    void asksNobodyUpToTheThreshold() {
        memory.occupy(800);
        relieve.runOnce();
        assertThat(asked).isEmpty();
    }

    @Test
    void asksOneCacheAfterTheOtherForWhatIsAboveTheThreshold() {
        memory.occupy(1000);
        relieve.runOnce();
        assertThat(asked).containsExactly(200L, 150L);
        assertThat(memory.bytesUsed()).isEqualTo(800);
    }

    @Test
    void aRefusalIsToldAndThenThereIsRoom() {
        memory.occupy(1000);
        assertThatThrownBy(() -> memory.reserve(1)).isInstanceOf(Unavailable.class);
        assertThat(refusals).hasValue(1);
        relieve.runOnce();
        memory.reserve(200);
        assertThat(refusals).hasValue(1);
    }
}
