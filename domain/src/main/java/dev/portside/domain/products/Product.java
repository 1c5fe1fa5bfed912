package dev.portside.domain.products;

import dev.portside.domain.log.LogPlace;

/**
 * A product as it is stored.
 *
 * @param asOf where the event was accepted that says so; only one that was accepted after it may replace it
 */
public record Product(ProductState state, LogPlace asOf) {}
