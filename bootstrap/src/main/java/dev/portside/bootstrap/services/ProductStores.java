package dev.portside.bootstrap.services;

import dev.portside.bootstrap.settings.ProductSettings;
import dev.portside.domain.log.LogStream;
import dev.portside.domain.products.Products;
import dev.portside.postgres.memory.InMemoryProducts;
import dev.portside.postgres.products.PostgresProducts;

/** What the products service is bound to. */
record ProductStores(LogStores log, Products products) {
    private static final String GROUP = "portside-products";

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
        return new ProductStores(log, new InMemoryProducts(log.progress(), foundation.clock(), foundation.memory()));
    }

    private static ProductStores onBackends(LogStream stream, Foundation foundation, Backends backends) {
        ProductSettings settings = foundation.settings().products();
        KafkaLogStores log = new KafkaLogStores(
                stream, settings.queueSizeMax(), settings.lagMax(), "product_keys", foundation, backends);
        return new ProductStores(
                log, new PostgresProducts(backends.databases().main(), log.progress(), foundation.clock()));
    }
}
