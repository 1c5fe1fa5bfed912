package dev.portside.domain.products;

import dev.portside.domain.log.BatchResult;
import dev.portside.domain.log.LogEffects;
import dev.portside.domain.log.Received;
import dev.portside.domain.log.StreamPosition;
import java.util.List;
import java.util.Optional;

/** The products. */
public interface Products extends LogEffects<ProductEvent> {
    Optional<Product> find(ProductId id);

    /**
     * {@inheritDoc}
     *
     * <p>An event that was accepted before the one whose state a product has leaves it as it is, and is applied all the
     * same. An event with a fingerprint takes effect once per id within {@code Idempotency.TTL}: a repeat is applied
     * without effect, one with another fingerprint is rejected.
     */
    @Override
    BatchResult apply(List<Received<ProductEvent>> batch, StreamPosition position);
}
