package dev.portside.postgres.memory;

import dev.portside.domain.log.BatchResult;
import dev.portside.domain.log.LogOutcome;
import dev.portside.domain.log.Received;
import dev.portside.domain.log.StreamPosition;
import dev.portside.domain.products.Product;
import dev.portside.domain.products.ProductEvent;
import dev.portside.domain.products.ProductId;
import dev.portside.domain.products.Products;
import dev.portside.domain.shared.Idempotency;
import dev.portside.domain.shared.MemoryBudget;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Products in memory. Reads take no lock. The memory bound is kept at the log's door, so that an accepted event always
 * finds room.
 */
public final class InMemoryProducts implements Products {
    private static final int OVERHEAD_BYTES = 320;

    private final Map<ProductId, Product> products = new ConcurrentHashMap<>();
    private final InMemoryStreamProgress progress;
    private final InMemoryIdempotencyKeys<ProductId> keys;
    private final MemoryBudget memory;

    public InMemoryProducts(InMemoryStreamProgress progress, InstantSource clock, MemoryBudget memory) {
        this.progress = progress;
        this.keys = new InMemoryIdempotencyKeys<>(clock, memory);
        this.memory = memory;
    }

    @Override
    public Optional<Product> find(ProductId id) {
        return Optional.ofNullable(products.get(id));
    }

    @Override
    public BatchResult apply(List<Received<ProductEvent>> batch, StreamPosition position) {
        return progress.apply(
                batch,
                position,
                entries -> entries.stream().map(this::applyOnce).toList());
    }

    /** Under the lock of the progress, which guards the keys as well. */
    private LogOutcome applyOnce(Received<ProductEvent> entry) {
        ProductEvent event = entry.value();
        if (event.fingerprint().isEmpty()) {
            return store(entry);
        }
        Idempotency key =
                new Idempotency("", event.id().toString(), event.fingerprint().get());
        return switch (keys.seen(key)) {
            case InMemoryIdempotencyKeys.Seen.Never<ProductId> _ -> {
                memory.occupy(InMemoryIdempotencyKeys.weight(key));
                keys.remember(key, event.state().id());
                yield store(entry);
            }
            case InMemoryIdempotencyKeys.Seen.Before<ProductId> _ -> new LogOutcome.Applied();
            case InMemoryIdempotencyKeys.Seen.WithAnotherBody<ProductId> _ ->
                new LogOutcome.Rejected("this idempotency key came before with another body");
        };
    }

    private LogOutcome store(Received<ProductEvent> entry) {
        ProductId id = entry.value().state().id();
        Product before = products.get(id);
        if (before == null) {
            memory.occupy(OVERHEAD_BYTES + 2L * id.value().length());
        }
        if (before == null || entry.origin().isAfter(before.asOf())) {
            products.put(id, new Product(entry.value().state(), entry.origin()));
        }
        return new LogOutcome.Applied();
    }
}
