package dev.portside.fuzz;

import dev.portside.application.json.BadJson;
import dev.portside.application.products.ProductEventJson;
import dev.portside.domain.products.ProductEvent;

/** Records in the topic of product events. */
public final class ProductEventFuzz {
    private ProductEventFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        ProductEvent read;
        try {
            read = ProductEventJson.read(Check.text(input));
        } catch (BadJson _) {
            return;
        }
        Check.same(read, ProductEventJson.read(ProductEventJson.text(read)));
    }
}
