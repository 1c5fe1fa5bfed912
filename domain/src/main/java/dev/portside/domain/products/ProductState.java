package dev.portside.domain.products;

/** What a product costs and how many there are. */
public record ProductState(ProductId id, Price price, Stock stock) {}
