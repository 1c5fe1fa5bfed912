package dev.portside.domain.shared;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** The bytes that all stores of one process hold in memory together, and their bound. Thread-safe. */
public final class MemoryBudget {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final long bytesMax;
    private final Runnable refused;
    private final AtomicLong bytesUsed = new AtomicLong();

    public MemoryBudget(long bytesMax) {
        this(bytesMax, () -> {});
    }

    /** @param refused called whenever bytes are refused, so that somebody may make room; it must be fast */
    public MemoryBudget(long bytesMax, Runnable refused) {
        this.bytesMax = bytesMax;
        this.refused = refused;
    }

    /** Takes the bytes; {@link Unavailable}, taking none, when they would pass the bound. */
    public void reserve(long bytes) {
        if (bytesUsed.addAndGet(bytes) > bytesMax) {
            bytesUsed.addAndGet(-bytes);
            refused.run();
            throw new Unavailable("the memory for stored data is full", RETRY_AFTER);
        }
    }

    /** Takes bytes for work that was admitted before, whatever the bound says. */
    public void occupy(long bytes) {
        bytesUsed.addAndGet(bytes);
    }

    public void release(long bytes) {
        bytesUsed.addAndGet(-bytes);
    }

    public long bytesUsed() {
        return bytesUsed.get();
    }

    public long bytesMax() {
        return bytesMax;
    }
}
