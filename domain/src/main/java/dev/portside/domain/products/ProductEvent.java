package dev.portside.domain.products;

import java.util.Optional;
import java.util.UUID;

/**
 * Says in which state a product is from now on.
 *
 * @param id made anew, or derived from the request's idempotency key
 * @param fingerprint of the request's body, when it came with an idempotency key
 */
public record ProductEvent(UUID id, ProductState state, Optional<String> fingerprint) {}
