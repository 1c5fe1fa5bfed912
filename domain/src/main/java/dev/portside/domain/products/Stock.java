package dev.portside.domain.products;

import dev.portside.domain.shared.Invalid;

/** How many there are: 0 or more. */
public record Stock(long count) {
    public Stock {
        if (count < 0) {
            throw new Invalid("must be 0 or more");
        }
    }
}
