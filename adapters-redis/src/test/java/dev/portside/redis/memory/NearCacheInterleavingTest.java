package dev.portside.redis.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.shared.MemoryBudget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Readers and writers in every order: each takes one step at a time, and a seeded random decides whose step is next. A
 * writer stores a number and says so; a reader must never get an older number than one that a writer had said before the
 * reader began. Repeat a failure with {@code -Dportside.seed=}.
 */
class NearCacheInterleavingTest {
    private static final int INTERLEAVINGS = 10_000;
    private static final Duration AGE_MAX = Duration.ofNanos(60);

    /** The stored number, what was said of it, and the cache in front. */
    private static final class World {
        final Random random;
        final NearCache<Integer> cache;
        long nanos;
        int stored;
        int said;
        int joined;

        World(long seed) {
            this.random = new Random(seed);
            this.cache = new NearCache<>(2, AGE_MAX, 1000, _ -> 1, new MemoryBudget(1000), () -> nanos);
        }
    }

    /** Somebody with steps to take; none is left when {@link #step} gives false. */
    private interface Actor {
        boolean step();

        default boolean canStep() {
            return true;
        }
    }

    private static final class Writer implements Actor {
        private final World world;
        private int writes;
        private int phase;
        private int written;

        Writer(World world, int writes) {
            this.world = world;
            this.writes = writes;
        }

        @Override
        public boolean step() {
            switch (phase++) {
                case 0 -> written = ++world.stored;
                case 1 -> world.cache.invalidate();
                default -> {
                    world.said = Math.max(world.said, written);
                    phase = 0;
                    writes--;
                }
            }
            return writes > 0;
        }
    }

    private static final class Reader implements Actor {
        private final World world;
        private int reads;
        private int phase;
        private int floor;
        private int loaded;
        private NearCache.@Nullable Fill<Integer> fill;
        private boolean mine;

        Reader(World world, int reads) {
            this.world = world;
            this.reads = reads;
        }

        @Override
        public boolean canStep() {
            return fill == null || mine || fill.result().isDone();
        }

        @Override
        public boolean step() {
            if (fill != null && !mine) {
                world.joined++;
                if (!fill.result().isCompletedExceptionally()) {
                    check(fill.result().join());
                }
                return next();
            }
            switch (phase++) {
                case 0 -> floor = world.said;
                case 1 -> {
                    Integer fresh = world.cache.fresh(1);
                    if (fresh != null) {
                        check(fresh);
                        return next();
                    }
                }
                case 2 -> {
                    switch (world.cache.enter(1)) {
                        case NearCache.Found.Hit<Integer> hit -> {
                            check(hit.value());
                            return next();
                        }
                        case NearCache.Found.Join<Integer> join -> fill = join.fill();
                        case NearCache.Found.Owe<Integer> owe -> {
                            fill = owe.fill();
                            mine = true;
                        }
                    }
                }
                case 3 -> loaded = world.stored;
                default -> {
                    end();
                    return next();
                }
            }
            return true;
        }

        private void end() {
            NearCache.Fill<Integer> owed = java.util.Objects.requireNonNull(fill);
            if (world.random.nextInt(8) == 0) {
                world.cache.abandon(owed, new IllegalStateException()).ifPresent(this::check);
                return;
            }
            world.cache.publish(owed, loaded);
            check(loaded);
        }

        private void check(int seen) {
            assertThat(seen).as("seen, when %d had been said", floor).isGreaterThanOrEqualTo(floor);
        }

        private boolean next() {
            phase = 0;
            fill = null;
            mine = false;
            return --reads > 0;
        }
    }

    @Test
    void nothingStaleIsShownNorStays() {
        String replayed = System.getProperty("portside.seed");
        long first = replayed == null ? System.nanoTime() : Long.parseLong(replayed);
        int joined = 0;
        for (long seed = first; seed < first + (replayed == null ? INTERLEAVINGS : 1); seed++) {
            joined += interleave(seed);
        }
        assertThat(joined).as("fills that were joined").isPositive();
    }

    private static int interleave(long seed) {
        World world = new World(seed);
        List<Actor> actors = new ArrayList<>();
        IntStream.range(0, 2).forEach(_ -> actors.add(new Writer(world, 1 + world.random.nextInt(3))));
        IntStream.range(0, 4).forEach(_ -> actors.add(new Reader(world, 1 + world.random.nextInt(4))));
        try {
            while (!actors.isEmpty()) {
                world.nanos += world.random.nextInt(10);
                List<Actor> able = actors.stream().filter(Actor::canStep).toList();
                Actor actor = able.get(world.random.nextInt(able.size()));
                if (!actor.step()) {
                    actors.remove(actor);
                }
            }
            Integer left = world.cache.fresh(1);
            assertThat(left == null ? world.stored : left).as("what stays").isEqualTo(world.stored);
        } catch (AssertionError e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
        return world.joined;
    }
}
