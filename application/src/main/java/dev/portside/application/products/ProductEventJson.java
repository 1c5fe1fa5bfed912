package dev.portside.application.products;

import dev.portside.application.json.Json;
import dev.portside.application.json.JsonFields;
import dev.portside.domain.products.Price;
import dev.portside.domain.products.ProductEvent;
import dev.portside.domain.products.ProductId;
import dev.portside.domain.products.ProductState;
import dev.portside.domain.products.Stock;
import dev.portside.domain.shared.Invalid;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** A product event as a message. */
public final class ProductEventJson {
    private ProductEventJson() {}

    public static String text(ProductEvent event) {
        ObjectNode message = Json.object()
                .put("event_id", event.id().toString())
                .put("product_id", event.state().id().value())
                .put("price", event.state().price().amount())
                .put("stock", event.state().stock().count());
        event.fingerprint().ifPresent(fingerprint -> message.put("fingerprint", fingerprint));
        return Json.text(message);
    }

    /** {@code BadJson} when the text is no such message. */
    public static ProductEvent read(String text) {
        JsonFields in = Json.fields(text.getBytes(StandardCharsets.UTF_8));
        Supplier<UUID> id = in.text("event_id", ProductEventJson::uuid);
        Supplier<ProductState> state = state(in);
        Supplier<Optional<String>> fingerprint = in.optionalText("fingerprint", sent -> sent);
        return in.build(() -> new ProductEvent(id.get(), state.get(), fingerprint.get()));
    }

    /** Reads {@code product_id}, {@code price} and {@code stock}. */
    public static Supplier<ProductState> state(JsonFields in) {
        Supplier<ProductId> id = in.text("product_id", ProductId::new);
        Supplier<Price> price = in.decimal("price", Price::new);
        Supplier<Long> stock = in.whole("stock", 0, Long.MAX_VALUE);
        return () -> new ProductState(id.get(), price.get(), new Stock(stock.get()));
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            throw new Invalid("must be a UUID");
        }
    }
}
