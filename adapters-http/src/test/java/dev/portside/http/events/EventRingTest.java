package dev.portside.http.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.shared.MemoryBudget;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventRingTest {
    private final MemoryBudget memory = new MemoryBudget(1 << 20);

    @Test
    void givesWhatCameAfterANumberInOrder() {
        EventRing ring = new EventRing(10, 1 << 20, memory);
        assertThat(ring.reaches(0)).isTrue();
        assertThat(ring.reaches(1)).isFalse();
        append(ring, 5);
        assertThat(ring.last()).isEqualTo(5);
        assertThat(ring.after(0, 3)).extracting(Event::number).containsExactly(1L, 2L, 3L);
        assertThat(ring.after(3, 3)).extracting(Event::number).containsExactly(4L, 5L);
        assertThat(ring.after(5, 3)).isEmpty();
    }

    @Test
    void knowsWhatItHasForgotten() {
        EventRing ring = new EventRing(10, 1 << 20, memory);
        append(ring, 25);
        assertThat(ring.reaches(14)).isFalse();
        assertThat(ring.reaches(15)).isTrue();
        assertThat(ring.after(15, 100))
                .extracting(Event::number)
                .containsExactly(16L, 17L, 18L, 19L, 20L, 21L, 22L, 23L, 24L, 25L);
        assertThat(ring.reaches(25)).isTrue();
        assertThat(ring.reaches(26)).isFalse();
    }

    @Test
    void holdsNoMoreBytesThanItMay() {
        EventRing ring = new EventRing(10, 2000, memory);
        for (int i = 0; i < 6; i++) {
            ring.append("big", new byte[600]);
        }
        assertThat(ring.reaches(2)).isFalse();
        List<Event> kept = ring.after(3, 10);
        assertThat(kept).hasSize(3);
        assertThat(memory.bytesUsed())
                .isEqualTo(kept.stream().mapToInt(Event::weight).sum());
        ring.append("too big to be kept", new byte[3000]);
        assertThat(ring.last()).isEqualTo(7);
        assertThat(ring.reaches(6)).isFalse();
        assertThat(memory.bytesUsed()).isZero();
        append(ring, 1);
        assertThat(ring.after(7, 10)).hasSize(1);
    }

    private static void append(EventRing ring, int count) {
        for (int i = 0; i < count; i++) {
            ring.append("each", new byte[0]);
        }
    }
}
