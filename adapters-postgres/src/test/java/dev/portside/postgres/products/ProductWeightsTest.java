package dev.portside.postgres.products;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.log.BatchResult;
import dev.portside.domain.log.LogPlace;
import dev.portside.domain.log.LogStream;
import dev.portside.domain.log.Received;
import dev.portside.domain.log.StreamPosition;
import dev.portside.domain.products.Price;
import dev.portside.domain.products.Product;
import dev.portside.domain.products.ProductEvent;
import dev.portside.domain.products.ProductId;
import dev.portside.domain.products.ProductState;
import dev.portside.domain.products.Products;
import dev.portside.domain.products.Stock;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.MovableClock;
import dev.portside.postgres.memory.InMemoryDeadLetters;
import dev.portside.postgres.memory.InMemoryProducts;
import dev.portside.postgres.memory.InMemoryStreamProgress;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What products in memory are said to weigh, against what the heap grows by. */
class ProductWeightsTest {
    private static final int PRODUCTS = 40_000;
    private static final LogStream STREAM = new LogStream("group", "topic");

    private final MemoryBudget memory = new MemoryBudget(1L << 30);

    @ParameterizedTest
    @ValueSource(ints = {8, 200})
    void ofTheStore(int idLength) {
        InMemoryStreamProgress progress =
                new InMemoryStreamProgress(new InMemoryDeadLetters(memory), new MovableClock(), memory);
        InMemoryProducts products = new InMemoryProducts(progress, new MovableClock(), memory);
        assertWeighed(idLength, products, number -> {
            ProductEvent event = new ProductEvent(UUID.randomUUID(), state(number, idLength), Optional.empty());
            Received<ProductEvent> entry = new Received<>(place(number), false, event, Optional.empty());
            return products.apply(List.of(entry), new StreamPosition(STREAM, 0, number, number + 1));
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 200})
    void ofTheCache(int idLength) {
        Products stored = new Products() {
            @Override
            public Optional<Product> find(ProductId id) {
                int number = Integer.parseInt(id.value().strip());
                return Optional.of(new Product(state(number, idLength), place(number)));
            }

            @Override
            public BatchResult apply(List<Received<ProductEvent>> batch, StreamPosition position) {
                throw new AssertionError();
            }
        };
        CachedProducts cached =
                new CachedProducts(stored, Duration.ofHours(1), memory.bytesMax(), memory, System::nanoTime);
        assertWeighed(idLength, cached, number -> cached.find(id(number, idLength)));
    }

    /** @param held stays in memory until its weight is known */
    private void assertWeighed(int idLength, Object held, IntFunction<Object> step) {
        long before = heapUsed();
        for (int number = 0; number < PRODUCTS; number++) {
            Object _ = step.apply(number);
        }
        long grown = heapUsed() - before;
        System.out.printf(
                "ProductWeightsTest: %s, ids of %d: %d bytes each, said to be %d%n",
                held.getClass().getSimpleName(), idLength, grown / PRODUCTS, memory.bytesUsed() / PRODUCTS);
        // Never less than it is, but for what a collection happens to leave.
        assertThat(memory.bytesUsed()).isBetween(grown * 9 / 10, grown * 3);
    }

    private static long heapUsed() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static ProductId id(int number, int length) {
        return new ProductId(("%" + length + "d").formatted(number));
    }

    private static ProductState state(int number, int idLength) {
        return new ProductState(id(number, idLength), new Price(new BigDecimal("19.99")), new Stock(number));
    }

    private static LogPlace place(long offset) {
        return new LogPlace(0, offset, Instant.EPOCH.plusSeconds(offset));
    }
}
