package dev.portside.application.shared;

import dev.portside.domain.shared.Evictable;
import dev.portside.domain.shared.MemoryBudget;
import java.util.List;

/** Makes caches give memory back once the data that are held pass a part of the budget; stores have what is left. */
public final class RelieveMemory {
    private final MemoryBudget memory;
    private final long bytesWanted;
    private final List<Evictable> caches;

    /** @param threshold the part of the budget, above 0 and at most 1, up to which caches keep what they have */
    public RelieveMemory(MemoryBudget memory, double threshold, List<Evictable> caches) {
        this.memory = memory;
        this.bytesWanted = (long) (memory.bytesMax() * threshold);
        this.caches = List.copyOf(caches);
    }

    /** Evicts what is above the threshold. False, since it always waits for its next turn. */
    public boolean runOnce() {
        for (Evictable cache : caches) {
            long excess = memory.bytesUsed() - bytesWanted;
            if (excess > 0) {
                cache.evict(excess);
            }
        }
        return false;
    }
}
