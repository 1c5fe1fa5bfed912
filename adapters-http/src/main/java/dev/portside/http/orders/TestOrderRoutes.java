package dev.portside.http.orders;

import dev.portside.application.json.Json;
import dev.portside.domain.orders.OrderFeed;
import dev.portside.http.Answer;
import dev.portside.http.Call;
import dev.portside.http.Route;
import java.util.List;

/** {@code POST /api/test/orders}: whatever the body is, it goes into the feed as a message. */
public final class TestOrderRoutes {
    private final OrderFeed feed;

    public TestOrderRoutes(OrderFeed feed) {
        this.feed = feed;
    }

    public List<Route> routes() {
        return List.of(Route.post("/api/test/orders", this::publish));
    }

    private Answer publish(Call call) {
        byte[] payload = call.body();
        String id = feed.publish(payload, call.traceparent());
        return Answer.json(
                202, Json.object().put("status", "queued").put("message_id", id).put("bytes", payload.length));
    }
}
