package dev.portside.postgres.products;

import dev.portside.domain.products.Products;
import dev.portside.domain.shared.MemoryBudget;
import java.time.Duration;

/** The contract with products kept in memory. */
class CachedPostgresProductsTest extends PostgresProductsTest {
    private final Products cached = new CachedProducts(
            super.products(), Duration.ofHours(1), 1 << 20, new MemoryBudget(1 << 20), System::nanoTime);

    @Override
    protected Products products() {
        return cached;
    }
}
