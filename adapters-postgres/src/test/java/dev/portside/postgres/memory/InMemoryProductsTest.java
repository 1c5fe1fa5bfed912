package dev.portside.postgres.memory;

import dev.portside.domain.log.StreamProgress;
import dev.portside.domain.products.Products;
import dev.portside.domain.products.ProductsContract;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.MovableClock;
import java.time.Duration;

class InMemoryProductsTest extends ProductsContract {
    private final MovableClock clock = new MovableClock();
    private final MemoryBudget memory = new MemoryBudget(1 << 20);
    private final InMemoryStreamProgress progress =
            new InMemoryStreamProgress(new InMemoryDeadLetters(memory), clock, memory);
    private final Products products = new InMemoryProducts(progress, clock, memory);

    @Override
    protected Products products() {
        return products;
    }

    @Override
    protected StreamProgress progress() {
        return progress;
    }

    @Override
    protected void pass(Duration time) {
        clock.advance(time);
    }
}
