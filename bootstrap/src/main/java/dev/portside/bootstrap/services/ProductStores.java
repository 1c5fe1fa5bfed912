package dev.portside.bootstrap.services;

import dev.portside.bootstrap.settings.ProductSettings;
import dev.portside.domain.log.LogStream;
import dev.portside.domain.products.Products;
import dev.portside.postgres.memory.InMemoryProducts;
import dev.portside.postgres.products.CachedProducts;
import dev.portside.postgres.products.PostgresProducts;
import java.time.Duration;
import java.util.Optional;

/**
 * What the products service is bound to.
 *
 * @param cache none when the products are in memory anyway
 */
record ProductStores(LogStores log, Products products, Optional<CachedProducts> cache) {
    private static final String GROUP = "portside-products";
    private static final Duration AGE_MAX = Duration.ofSeconds(1);

    /** The part of the process's memory for data that the cache may take. */
    private static final int CACHE_PART = 4;

    static ProductStores of(Foundation foundation) {
        LogStream stream = new LogStream(GROUP, foundation.settings().kafka().productTopic());
        return foundation
                .backends()
                .map(backends -> onBackends(stream, foundation, backends))
                .orElseGet(() -> inMemory(stream, foundation));
    }

    private static ProductStores inMemory(LogStream stream, Foundation foundation) {
        ProductSettings settings = foundation.settings().products();
        InMemoryLogStores log = new InMemoryLogStores(
                stream, settings.workers(), Math.min(settings.queueSizeMax(), settings.lagMax()), foundation);
        return new ProductStores(
                log, new InMemoryProducts(log.progress(), foundation.clock(), foundation.memory()), Optional.empty());
    }

    private static ProductStores onBackends(LogStream stream, Foundation foundation, Backends backends) {
        ProductSettings settings = foundation.settings().products();
        KafkaLogStores log = new KafkaLogStores(
                stream, settings.queueSizeMax(), settings.lagMax(), "product_keys", foundation, backends);
        PostgresProducts stored = new PostgresProducts(backends.databases().main(), log.progress(), foundation.clock());
        CachedProducts cached = new CachedProducts(
                stored, AGE_MAX, foundation.memory().bytesMax() / CACHE_PART, foundation.memory(), System::nanoTime);
        return new ProductStores(log, cached, Optional.of(cached));
    }
}
