package dev.portside.postgres.records;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.records.JsonText;
import dev.portside.domain.records.RecordChange;
import dev.portside.domain.records.RecordId;
import dev.portside.domain.records.RecordTask;
import dev.portside.domain.tasks.TaskBlock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PackedCacheTest {
    private static final TaskBlock BLOCK = TaskBlock.of(UUID.fromString("01890000-0000-7000-8000-000000000000"));

    /** So many characters that two such values fill the cache. */
    private static final int HALF = (int) (PackedCache.WEIGHT_MAX / 2 / Character.BYTES);

    private long now;
    private final PackedCache cache = new PackedCache(() -> now);

    @Test
    void findsThemBySequenceAndByBlockUntilTheyAreRemoved() {
        PackedTasks first = packed(1, 10);
        PackedTasks second = packed(2, 10);
        cache.offer(first);
        cache.offer(second);
        assertThat(cache.find(1)).contains(first);
        assertThat(cache.find(BLOCK)).containsExactly(first, second);
        cache.removeAll(List.of(1L));
        assertThat(cache.find(1)).isEmpty();
        assertThat(cache.find(BLOCK)).containsExactly(second);
    }

    @Test
    void keepsNothingMoreWhenItIsFullUntilSomeAreGone() {
        cache.offer(packed(1, HALF));
        cache.offer(packed(2, HALF));
        cache.offer(packed(3, 10));
        assertThat(cache.find(3)).isEmpty();
        cache.removeAll(List.of(1L));
        cache.offer(packed(3, 10));
        assertThat(cache.find(3)).isPresent();
    }

    @Test
    void forgetsWhatOthersMustHaveEndedWhenItIsFull() {
        cache.offer(packed(1, HALF));
        now += PackedCache.AGE_MAX_NANOS / 2;
        cache.offer(packed(2, HALF));
        now += PackedCache.AGE_MAX_NANOS / 2;
        cache.offer(packed(3, 10));
        assertThat(cache.find(1)).isEmpty();
        assertThat(cache.find(2)).isPresent();
        assertThat(cache.find(3)).isPresent();
    }

    @Test
    void doesNotGrowOfWhatIsReadOnAnInstanceThatAcceptsNothing() {
        for (int sequence = 0; sequence < 10; sequence++) {
            cache.put(packed(sequence, HALF));
            assertThat(cache.find(sequence)).as("what is worked on now").isPresent();
            now += PackedCache.AGE_MAX_NANOS;
        }
        assertThat(cache.find(BLOCK)).hasSizeLessThanOrEqualTo(2);
    }

    private static PackedTasks packed(int sequence, int valueLength) {
        RecordChange change = new RecordChange.Insert(new RecordId("a"), new JsonText("1".repeat(valueLength)));
        return new PackedTasks(
                sequence, List.of(RecordTask.accepted(BLOCK.task(sequence), change, Instant.EPOCH, Optional.empty())));
    }
}
