package dev.portside.domain.products;

import dev.portside.domain.shared.Texts;

/** A product's id as its client chose it: 1 to 255 characters. */
public record ProductId(String value) {
    public static final int LENGTH_MAX = 255;

    public ProductId {
        Texts.bounded(value, 1, LENGTH_MAX);
    }
}
