package dev.portside.redis.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.shared.MemoryBudget;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long values are shown, and how much they may take. */
class NearCacheTest {
    private final MemoryBudget memory = new MemoryBudget(1000);
    private long nanos;
    private final NearCache<String> cache =
            new NearCache<>(10, Duration.ofNanos(100), 30, String::length, memory, () -> nanos);

    private NearCache.Fill<String> owe(int number) {
        return ((NearCache.Found.Owe<String>) cache.enter(number)).fill();
    }

    private void load(int number, String value) {
        cache.publish(owe(number), value);
    }

    @Test
    void aValueIsShownUntilItIsInvalidated() {
        assertThat(cache.fresh(1)).isNull();
        load(1, "a");
        assertThat(cache.fresh(1)).isEqualTo("a");
        assertThat(cache.fresh(2)).isNull();
        cache.invalidate();
        assertThat(cache.fresh(1)).isNull();
    }

    @Test
    void ofThoseWhoMissOneLoadsAndTheOthersJoin() {
        NearCache.Fill<String> fill = owe(1);
        assertThat(cache.enter(1)).isEqualTo(new NearCache.Found.Join<>(fill));
        cache.publish(fill, "a");
        assertThat(fill.result()).isCompletedWithValue("a");
        assertThat(cache.enter(1)).isEqualTo(new NearCache.Found.Hit<>("a"));
    }

    @Test
    void whoComesWhenALoadIsOlderThanAValueMayBeLoadsAnew() {
        NearCache.Fill<String> slow = owe(1);
        nanos = 99;
        assertThat(cache.enter(1)).isEqualTo(new NearCache.Found.Join<>(slow));
        nanos = 100;
        NearCache.Fill<String> late = owe(1);
        cache.publish(slow, "old");
        assertThat(slow.result()).isCompletedWithValue("old");
        assertThat(cache.enter(1)).isEqualTo(new NearCache.Found.Join<>(late));
        cache.publish(late, "new");
        assertThat(cache.fresh(1)).isEqualTo("new");
    }

    @Test
    void whoComesAfterAChangeDoesNotJoinAFillFromBeforeIt() {
        NearCache.Fill<String> early = owe(1);
        cache.invalidate();
        NearCache.Fill<String> late = owe(1);
        cache.publish(late, "new");
        cache.publish(early, "old");
        assertThat(early.result()).isCompletedWithValue("old");
        assertThat(cache.fresh(1)).isEqualTo("new");
    }

    @Test
    void whatAFillFromBeforeAChangeBringsLateIsNotShown() {
        NearCache.Fill<String> early = owe(1);
        cache.invalidate();
        cache.publish(early, "old");
        assertThat(cache.fresh(1)).isNull();
    }

    @Test
    void anAgeingValueIsRefreshedByOneWhileOthersStillGetIt() {
        load(1, "a");
        nanos = 49;
        assertThat(cache.fresh(1)).isEqualTo("a");
        nanos = 50;
        assertThat(cache.fresh(1)).isNull();
        NearCache.Fill<String> refresh = owe(1);
        assertThat(cache.fresh(1)).isEqualTo("a");
        nanos = 99;
        assertThat(cache.fresh(1)).isEqualTo("a");
        nanos = 100;
        assertThat(cache.fresh(1)).isNull();
        assertThat(cache.enter(1)).isEqualTo(new NearCache.Found.Join<>(refresh));
        cache.publish(refresh, "b");
        assertThat(cache.fresh(1))
                .as("old already when it came: it was loaded at 50")
                .isNull();
    }

    @Test
    void aRefreshThatFailsLeavesTheValueForTheRestOfItsTime() {
        load(1, "a");
        nanos = 60;
        NearCache.Fill<String> refresh = owe(1);
        assertThat(cache.abandon(refresh, new IllegalStateException())).contains("a");
        assertThat(refresh.result()).isCompletedWithValue("a");
        NearCache.Fill<String> second = owe(1);
        assertThat(cache.fresh(1)).isEqualTo("a");
        nanos = 100;
        assertThat(cache.abandon(second, new IllegalStateException())).isEmpty();
        assertThat(second.result()).isCompletedExceptionally();
        assertThat(cache.fresh(1)).isNull();
    }

    @Test
    void aFailedFillIsToldToThoseWhoJoinedAndTriedAnew() {
        NearCache.Fill<String> fill = owe(1);
        assertThat(cache.abandon(fill, new IllegalStateException())).isEmpty();
        assertThat(fill.result()).isCompletedExceptionally();
        load(1, "a");
        assertThat(cache.fresh(1)).isEqualTo("a");
    }

    @Test
    void theOldestMakesRoom() {
        load(1, "x".repeat(10));
        nanos++;
        load(2, "x".repeat(10));
        nanos++;
        load(3, "x".repeat(10));
        assertThat(memory.bytesUsed()).isEqualTo(30);
        load(4, "x".repeat(11));
        assertThat(cache.fresh(1)).isNull();
        assertThat(cache.fresh(2)).isNull();
        assertThat(cache.fresh(3)).isNotNull();
        assertThat(cache.fresh(4)).isNotNull();
        assertThat(memory.bytesUsed()).isEqualTo(21);
    }

    @Test
    void whatIsTooLargeOrFindsNoMemoryIsNotKept() {
        load(1, "x".repeat(31));
        assertThat(cache.fresh(1)).isNull();
        memory.occupy(990);
        load(1, "x".repeat(11));
        assertThat(cache.fresh(1)).isNull();
        load(1, "x".repeat(10));
        assertThat(cache.fresh(1)).isNotNull();
    }

    @Test
    void memoryIsGivenBackWhenValuesAreReplaced() {
        for (int i = 0; i < 100; i++) {
            load(1, "x".repeat(10));
            nanos += 60;
            load(1, "x".repeat(12));
            cache.invalidate();
        }
        load(1, "x");
        assertThat(memory.bytesUsed()).isEqualTo(1);
    }
}
