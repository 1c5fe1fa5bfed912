package dev.portside.http.products;

import dev.portside.application.json.Json;
import dev.portside.application.json.JsonFields;
import dev.portside.application.products.AcceptProductEvent;
import dev.portside.application.products.ProductEventJson;
import dev.portside.domain.products.Product;
import dev.portside.domain.products.ProductId;
import dev.portside.domain.products.ProductState;
import dev.portside.domain.products.Products;
import dev.portside.http.Accepted;
import dev.portside.http.Answer;
import dev.portside.http.Call;
import dev.portside.http.Problem;
import dev.portside.http.ProblemException;
import dev.portside.http.Route;
import java.util.List;
import java.util.function.Supplier;

/** {@code POST /api/v1/events}, {@code GET /api/v1/products/{id}}. */
public final class ProductRoutes {
    private final AcceptProductEvent accept;
    private final Products products;

    public ProductRoutes(AcceptProductEvent accept, Products products) {
        this.accept = accept;
        this.products = products;
    }

    public List<Route> routes() {
        return List.of(Route.post("/api/v1/events", this::accept), Route.get("/api/v1/products/{id}", this::product));
    }

    private Answer accept(Call call) {
        JsonFields in = call.json();
        Supplier<ProductState> read = ProductEventJson.state(in);
        ProductState state = in.build(read);
        AcceptProductEvent.Accepted accepted = accept.accept(state, call.idempotency(), call.traceparent());
        return Answer.json(
                        202,
                        Json.object()
                                .put("status", "accepted")
                                .put("event_id", accepted.event().toString()))
                .location(Accepted.location(accepted.task()));
    }

    private Answer product(Call call) {
        ProductId id = call.pathParameter("id", ProductId::new);
        Product product = products.find(id)
                .orElseThrow(() -> new ProblemException(Problem.notFound("there is no product with this id")));
        return Answer.ok(Json.object()
                        .put("id", product.state().id().value())
                        .put("price", product.state().price().amount())
                        .put("stock", product.state().stock().count()))
                .etag(product.asOf().text());
    }
}
