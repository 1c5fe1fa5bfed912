package dev.portside.http.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.shared.MemoryBudget;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveEventsTest {
    private static final int DATA_BYTES = 4_000;

    @ParameterizedTest
    @CsvSource({"1000000, 62500", "1000000000, 8388608"})
    void keepsEventsInAPartOfTheMemoryAndNotInMuchOfMuch(long memoryBytes, long bytesMax) {
        MemoryBudget memory = new MemoryBudget(memoryBytes);
        try (LiveEvents live = new LiveEvents(UUID.randomUUID(), () -> {}, memory)) {
            for (int i = 0; i < 4_000; i++) {
                live.publish("order", new byte[DATA_BYTES]);
            }
            assertThat(memory.bytesUsed()).isBetween(bytesMax - 2 * DATA_BYTES, bytesMax);
        }
    }
}
