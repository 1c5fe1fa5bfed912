package dev.portside.http.orders;

import dev.portside.application.json.ReadyJson;
import dev.portside.application.orders.FindOrder;
import dev.portside.application.orders.ListOrders;
import dev.portside.application.orders.OrderCache;
import dev.portside.application.orders.OrderPage;
import dev.portside.application.orders.OrderSearch;
import dev.portside.domain.orders.OrderUid;
import dev.portside.http.Answer;
import dev.portside.http.AnswerOf;
import dev.portside.http.Call;
import dev.portside.http.Problem;
import dev.portside.http.ProblemException;
import dev.portside.http.Route;
import dev.portside.http.Shortcut;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /api/orders}. */
public final class OrderRoutes {
    private static final String UID = "order_uid";

    private final ListOrders list;
    private final FindOrder find;
    private final AnswerOf<OrderPage> newest =
            new AnswerOf<>(page -> answer(page, Optional.empty(), OrderCache.PAGE_SIZE_MAX));

    public OrderRoutes(ListOrders list, FindOrder find) {
        this.list = list;
        this.find = find;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/orders", this::list).shortcut(this::newest),
                Route.get("/api/orders/{" + UID + "}", this::order).shortcut(this::cached));
    }

    private Optional<Shortcut.Source> newest(Map<String, String> parameters, String query) {
        return query.isEmpty()
                ? Optional.of(() -> list.list(Optional.empty(), Optional.empty(), OrderCache.PAGE_SIZE_MAX)
                        .map(newest::to)
                        .orElse(null))
                : Optional.empty();
    }

    private Optional<Shortcut.Source> cached(Map<String, String> parameters, String query) {
        OrderUid uid = new OrderUid(parameters.getOrDefault(UID, ""));
        AnswerOf<ReadyJson> order = new AnswerOf<>(OrderRoutes::answer);
        return query.isEmpty()
                ? Optional.of(() -> find.cached(uid).map(order::to).orElse(null))
                : Optional.empty();
    }

    private Answer list(Call call) {
        int limit = call.queryWhole("limit", OrderCache.PAGE_SIZE_MAX, 1, OrderCache.PAGE_SIZE_MAX);
        Optional<OrderUid> after = call.query("after", OrderUid::new);
        Optional<OrderSearch> search = call.query("search", OrderSearch::new);
        OrderPage page = list.list(search, after, limit)
                .orElseThrow(() -> new ProblemException(Problem.badQuery("after", "names no order")));
        return answer(page, search, limit);
    }

    private static Answer answer(OrderPage page, Optional<OrderSearch> search, int limit) {
        Answer answer = answer(page.json());
        return page.last()
                .map(last -> answer.header("Link", next(search, last, limit)))
                .orElse(answer);
    }

    private static String next(Optional<OrderSearch> search, OrderUid last, int limit) {
        return "</api/orders?limit=" + limit
                + search.map(wanted -> "&search=" + encoded(wanted.text())).orElse("")
                + "&after=" + encoded(last.value()) + ">; rel=\"next\"";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Answer order(Call call) {
        OrderUid uid = call.pathParameter(UID, OrderUid::new);
        return find.find(uid)
                .map(OrderRoutes::answer)
                .orElseThrow(() -> new ProblemException(Problem.notFound("there is no order with this order_uid")));
    }

    private static Answer answer(ReadyJson json) {
        return Answer.ok(Answer.JSON, json.bytes()).etag(json.etag()).header("Cache-Control", "no-cache");
    }
}
