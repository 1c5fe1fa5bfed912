package dev.portside.http.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventRingTest {
    @Test
    void givesWhatCameAfterANumberInOrder() {
        EventRing ring = new EventRing(10, 1 << 20);
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
        EventRing ring = new EventRing(10, 1 << 20);
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
        EventRing ring = new EventRing(10, 2000);
        for (int i = 0; i < 6; i++) {
            ring.append("big", new byte[600]);
        }
        assertThat(ring.reaches(2)).isFalse();
        assertThat(ring.after(3, 10)).hasSize(3);
        ring.append("too big to be kept", new byte[3000]);
        assertThat(ring.last()).isEqualTo(7);
        assertThat(ring.reaches(6)).isFalse();
        append(ring, 1);
        assertThat(ring.after(7, 10)).hasSize(1);
    }

    private static void append(EventRing ring, int count) {
        for (int i = 0; i < count; i++) {
            ring.append("each", new byte[0]);
        }
    }
}
