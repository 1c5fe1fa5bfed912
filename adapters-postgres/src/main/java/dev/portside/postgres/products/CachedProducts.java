package dev.portside.postgres.products;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.portside.domain.log.BatchResult;
import dev.portside.domain.log.Received;
import dev.portside.domain.log.StreamPosition;
import dev.portside.domain.products.Product;
import dev.portside.domain.products.ProductEvent;
import dev.portside.domain.products.ProductId;
import dev.portside.domain.products.Products;
import dev.portside.domain.shared.Evictable;
import dev.portside.domain.shared.MemoryBudget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Products that are read, kept in memory for a moment; of many who read the same one at once, one asks the store.
 *
 * <p>What this instance applies is dropped before {@link #apply} returns, even if it fails, since it may have been stored
 * all the same: nobody reads less here than a task promises. What another instance applies is read here after
 * {@code ageMax}. Hazard: a load that read before a commit and is kept after it; dropping waits for a load of the same
 * product (the map's lock of its entry), so that none outlives it.
 */
public final class CachedProducts implements Products, Evictable {
    private static final int OVERHEAD_BYTES = 450;

    private final Products stored;
    private final MemoryBudget memory;
    private final Cache<ProductId, Optional<Product>> cache;

    /**
     * @param ageMax how old a product may be that another instance has changed
     * @param bytesMax of all that is kept
     * @param memory told of these bytes, never asked: a cache evicts instead
     * @param nanos the time, as {@link System#nanoTime} gives it
     */
    public CachedProducts(Products stored, Duration ageMax, long bytesMax, MemoryBudget memory, LongSupplier nanos) {
        this.stored = stored;
        this.memory = memory;
        this.cache = Caffeine.newBuilder()
                .expireAfterWrite(ageMax)
                .maximumWeight(bytesMax)
                .weigher((ProductId id, Optional<Product> _) -> weight(id))
                .ticker(nanos::getAsLong)
                .executor(Runnable::run)
                .removalListener((id, _, _) -> {
                    if (id != null) {
                        memory.release(weight(id));
                    }
                })
                .recordStats()
                .build();
    }

    private static int weight(ProductId id) {
        return OVERHEAD_BYTES + 2 * id.value().length();
    }

    @Override
    public Optional<Product> find(ProductId id) {
        Optional<Product> found = cache.get(id, this::load);
        if (found.isEmpty()) {
            // What is not there is not kept: it may come at any moment.
            cache.asMap().remove(id, found);
        }
        return found;
    }

    private Optional<Product> load(ProductId id) {
        Optional<Product> found = stored.find(id);
        memory.occupy(weight(id));
        return found;
    }

    @Override
    public BatchResult apply(List<Received<ProductEvent>> batch, StreamPosition position) {
        try {
            return stored.apply(batch, position);
        } finally {
            batch.forEach(entry -> cache.invalidate(entry.value().state().id()));
        }
    }

    @Override
    public void evict(long bytes) {
        Map<ProductId, Optional<Product>> coldest = cache.policy()
                .eviction()
                .orElseThrow()
                .coldestWeighted(bytes + OVERHEAD_BYTES + 2L * ProductId.LENGTH_MAX);
        cache.invalidateAll(coldest.keySet());
    }

    /** Reads that were answered from memory. */
    public long hits() {
        return cache.stats().hitCount();
    }

    /** Reads for which the store was asked. */
    public long misses() {
        return cache.stats().missCount();
    }
}
