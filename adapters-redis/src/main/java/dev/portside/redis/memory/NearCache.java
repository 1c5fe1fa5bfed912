package dev.portside.redis.memory;

import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.Unavailable;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Values of numbered slots, kept near their readers until someone says that they changed. It never blocks: who has to load
 * or to wait is told so.
 *
 * <p>Method: one epoch for all slots. A value carries the epoch in which its loading began and is shown in that epoch
 * alone, so that what was loaded before or during a change is never shown after it, however late it arrives. Of the
 * readers that miss, the first one of an epoch owes the fill and the others join it.
 *
 * <p>Cost: a hit is two volatile reads and the clock. Hazard: a lost invalidation; therefore a value has an age bound, and
 * before it is reached one reader loads anew while the others still get the old value.
 *
 * <p>Source: leases against stale sets, R. Nishtala et al., "Scaling Memcache at Facebook" (2013), 3.2.1.
 */
public final class NearCache<V> {
    /** What a reader got that found no fresh value. */
    public sealed interface Found<V> {
        /** A value after all, which came in between. */
        record Hit<V>(V value) implements Found<V> {}

        /** Another reader is loading the value, and has not begun too long ago. */
        record Join<V>(Fill<V> fill) implements Found<V> {}

        /** This reader must load the value and then {@link #publish} it or {@link #abandon} the fill. */
        record Owe<V>(Fill<V> fill) implements Found<V> {}
    }

    private sealed interface Slot<V> permits Kept, Fill {
        @Nullable
        Kept<V> kept();
    }

    private record Kept<V>(V value, int bytes, long epoch, long since) implements Slot<V> {
        @Override
        public Kept<V> kept() {
            return this;
        }
    }

    /** A value that is being loaded. */
    public static final class Fill<V> implements Slot<V> {
        private final int number;
        private final long epoch;
        private final long since;
        private final @Nullable Kept<V> before;
        private final CompletableFuture<V> result = new CompletableFuture<>();

        private Fill(int number, long epoch, long since, @Nullable Kept<V> before) {
            this.number = number;
            this.epoch = epoch;
            this.since = since;
            this.before = before;
        }

        @Override
        public @Nullable Kept<V> kept() {
            return before;
        }

        /** The value that is to be replaced, whatever its age, unless it was invalidated. */
        public Optional<V> before() {
            return Optional.ofNullable(before).map(Kept::value);
        }

        /** The value, or the failure of whoever loads it. */
        public CompletableFuture<V> result() {
            return result;
        }
    }

    private final AtomicReferenceArray<@Nullable Slot<V>> slots;
    private final AtomicLong epoch = new AtomicLong();
    private final long refreshNanos;
    private final long ageNanosMax;
    private final long bytesMax;
    private final ToIntFunction<V> bytes;
    private final MemoryBudget memory;
    private final LongSupplier nanoTime;
    private long bytesKept;

    /**
     * @param slots numbers are 0 to {@code slots - 1}
     * @param ageMax no value is shown longer than this after its loading began; from half of it on it is refreshed
     * @param bytesMax of all values together; what was loaded first leaves first
     * @param bytes what a value takes
     */
    public NearCache(
            int slots,
            Duration ageMax,
            long bytesMax,
            ToIntFunction<V> bytes,
            MemoryBudget memory,
            LongSupplier nanoTime) {
        this.slots = new AtomicReferenceArray<>(slots);
        this.ageNanosMax = ageMax.toNanos();
        this.refreshNanos = ageNanosMax / 2;
        this.bytesMax = bytesMax;
        this.bytes = bytes;
        this.memory = memory;
        this.nanoTime = nanoTime;
    }

    /** The value, when it may be shown and nobody needs to refresh it. */
    public @Nullable V fresh(int number) {
        Slot<V> slot = slots.get(number);
        Kept<V> kept = slot == null ? null : slot.kept();
        if (kept == null || kept.epoch != epoch.get()) {
            return null;
        }
        long age = nanoTime.getAsLong() - kept.since;
        // While someone refreshes it, the others go on with the value as it is.
        return age < (slot == kept ? refreshNanos : ageNanosMax) ? kept.value : null;
    }

    /** For a reader to whom {@link #fresh} gave nothing. */
    public synchronized Found<V> enter(int number) {
        V fresh = fresh(number);
        if (fresh != null) {
            return new Found.Hit<>(fresh);
        }
        long now = epoch.get();
        Slot<V> slot = slots.get(number);
        if (slot instanceof Fill<V> fill && fill.epoch == now && isYoung(fill)) {
            return new Found.Join<>(fill);
        }
        Kept<V> before = slot == null ? null : slot.kept();
        if (before != null && before.epoch != now) {
            drop(before);
            before = null;
        }
        Fill<V> fill = new Fill<>(number, now, nanoTime.getAsLong(), before);
        slots.set(number, fill);
        return new Found.Owe<>(fill);
    }

    /** What was loaded since may be shown to a reader that comes now. */
    private boolean isYoung(Fill<V> fill) {
        return nanoTime.getAsLong() - fill.since < ageNanosMax;
    }

    /** Ends a fill with what was loaded. Everybody who joined gets it; it is kept when no later fill has begun. */
    public void publish(Fill<V> fill, V value) {
        keep(fill, value);
        fill.result.complete(value);
    }

    private synchronized void keep(Fill<V> fill, V value) {
        if (slots.get(fill.number) != fill) {
            return;
        }
        if (fill.before != null) {
            drop(fill.before);
        }
        Kept<V> kept = new Kept<>(value, bytes.applyAsInt(value), fill.epoch, fill.since);
        slots.set(fill.number, makeRoom(kept, fill.number) ? kept : null);
    }

    /** Ends a fill that failed. The value from before, where it may still be shown, is the answer then. */
    public Optional<V> abandon(Fill<V> fill, Throwable failure) {
        Optional<V> before = putBack(fill);
        before.ifPresentOrElse(fill.result::complete, () -> fill.result.completeExceptionally(failure));
        return before;
    }

    private synchronized Optional<V> putBack(Fill<V> fill) {
        Optional<V> before = Optional.ofNullable(fresh(fill.number)).filter(_ -> slots.get(fill.number) == fill);
        if (slots.get(fill.number) == fill) {
            slots.set(fill.number, fill.before);
        }
        return before;
    }

    /** From now on, nothing is shown whose loading began before. Never blocks. */
    public void invalidate() {
        epoch.incrementAndGet();
    }

    private boolean makeRoom(Kept<V> kept, int number) {
        while (bytesKept + kept.bytes > bytesMax || !reserve(kept)) {
            if (!dropOldest(number)) {
                return false;
            }
        }
        bytesKept += kept.bytes;
        return true;
    }

    private boolean reserve(Kept<V> kept) {
        try {
            memory.reserve(kept.bytes);
            return true;
        } catch (Unavailable _) {
            // A cache makes way for what is stored nowhere else.
            return false;
        }
    }

    private boolean dropOldest(int sparedNumber) {
        Optional<Integer> oldest = IntStream.range(0, slots.length())
                .filter(number -> number != sparedNumber)
                .boxed()
                .filter(number -> slots.get(number) instanceof Kept<V>)
                .min(Comparator.comparingLong(number -> ((Kept<V>) slots.get(number)).since));
        oldest.ifPresent(number -> {
            drop((Kept<V>) slots.get(number));
            slots.set(number, null);
        });
        return oldest.isPresent();
    }

    private void drop(Kept<V> kept) {
        bytesKept -= kept.bytes;
        memory.release(kept.bytes);
    }
}
