package dev.portside.postgres.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

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
import dev.portside.domain.shared.Unavailable;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is particular to products that are kept in memory, over a store that counts its loads. */
class CachedProductsTest {
    private static final Duration AGE_MAX = Duration.ofSeconds(1);
    private static final long BYTES_MAX = 100_000;

    private final Map<ProductId, Product> rows = new ConcurrentHashMap<>();
    private final AtomicLong loads = new AtomicLong();
    private final AtomicLong nanos = new AtomicLong();
    private final MemoryBudget memory = new MemoryBudget(1 << 30);
    private volatile Runnable afterLoad = () -> {};
    private volatile Runnable afterCommit = () -> {};

    private final CachedProducts cached = new CachedProducts(new Store(), AGE_MAX, BYTES_MAX, memory, nanos::get);

    private final class Store implements Products {
        @Override
        public Optional<Product> find(ProductId id) {
            loads.incrementAndGet();
            Optional<Product> found = Optional.ofNullable(rows.get(id));
            afterLoad.run();
            return found;
        }

        @Override
        public BatchResult apply(List<Received<ProductEvent>> batch, StreamPosition position) {
            batch.forEach(entry -> store(entry.value().state()));
            afterCommit.run();
            return new BatchResult.Stored(List.of());
        }
    }

    @Test
    void aProductIsLoadedOnceAndAnewAfterItsChange() {
        apply("a", "1");
        assertThat(price("a")).isEqualTo("1");
        assertThat(price("a")).isEqualTo("1");
        assertThat(loads).hasValue(1);
        apply("a", "2");
        assertThat(price("a")).isEqualTo("2");
        assertThat(loads).hasValue(2);
        assertThat(cached.hits()).isEqualTo(1);
        assertThat(cached.misses()).isEqualTo(2);
    }

    @Test
    void whatAnotherInstanceChangedIsReadInTime() {
        store(state("a", "1"));
        assertThat(price("a")).isEqualTo("1");
        store(state("a", "2"));
        nanos.addAndGet(AGE_MAX.toNanos() - 1);
        assertThat(price("a")).isEqualTo("1");
        nanos.incrementAndGet();
        assertThat(price("a")).isEqualTo("2");
    }

    @Test
    void aProductThatIsNotThereIsNotKept() {
        assertThat(cached.find(new ProductId("a"))).isEmpty();
        store(state("a", "1"));
        assertThat(price("a")).isEqualTo("1");
    }

    @Test
    void aFailureThatMayHaveStoredDropsToo() {
        apply("a", "1");
        assertThat(price("a")).isEqualTo("1");
        afterCommit = () -> {
            throw new Unavailable("the answer got lost", Duration.ofSeconds(1));
        };
        assertThatThrownBy(() -> apply("a", "2")).isInstanceOf(Unavailable.class);
        assertThat(price("a")).isEqualTo("2");
    }

    @Test
    void aLoadThatReadBeforeACommitIsNotKeptAfterIt() throws Exception {
        store(state("a", "1"));
        CountDownLatch read = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        afterLoad = () -> {
            afterLoad = () -> {};
            read.countDown();
            await().until(() -> goOn.getCount() == 0);
        };
        CompletableFuture<String> reader = CompletableFuture.supplyAsync(() -> price("a"), Thread::startVirtualThread);
        read.await();
        CountDownLatch committed = new CountDownLatch(1);
        afterCommit = committed::countDown;
        CompletableFuture<Void> consumer =
                CompletableFuture.runAsync(() -> apply("a", "2"), Thread::startVirtualThread);
        committed.await();
        goOn.countDown();
        assertThat(reader.get(10, TimeUnit.SECONDS)).isEqualTo("1");
        consumer.get(10, TimeUnit.SECONDS);
        assertThat(price("a")).isEqualTo("2");
    }

    @Test
    void itsBytesAreBoundedAndGivenBack() {
        for (int i = 0; i < 1_000; i++) {
            String id = "x".repeat(200) + i;
            store(state(id, "1"));
            assertThat(price(id)).isEqualTo("1");
            assertThat(memory.bytesUsed()).isLessThanOrEqualTo(BYTES_MAX);
        }
        assertThat(memory.bytesUsed()).isGreaterThan(BYTES_MAX / 2);
        long before = memory.bytesUsed();
        cached.evict(10_000);
        assertThat(memory.bytesUsed()).isBetween(before - 12_000, before - 10_000);
        cached.evict(BYTES_MAX);
        assertThat(memory.bytesUsed()).isZero();
    }

    private String price(String id) {
        return cached.find(new ProductId(id))
                .orElseThrow()
                .state()
                .price()
                .amount()
                .toPlainString();
    }

    private void apply(String id, String price) {
        ProductEvent event = new ProductEvent(UUID.randomUUID(), state(id, price), Optional.empty());
        BatchResult _ = cached.apply(
                List.of(new Received<>(place(), false, event, Optional.empty())),
                new StreamPosition(new LogStream("group", "topic"), 0, 0, 1));
    }

    private void store(ProductState state) {
        rows.put(state.id(), new Product(state, place()));
    }

    private static LogPlace place() {
        return new LogPlace(0, 0, Instant.EPOCH);
    }

    private static ProductState state(String id, String price) {
        return new ProductState(new ProductId(id), new Price(new BigDecimal(price)), new Stock(1));
    }
}
