package dev.portside.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.options.ColorScheme;
import dev.portside.application.orders.OrderJson;
import dev.portside.bootstrap.RunningPortside;
import dev.portside.bootstrap.samples.SampleOrders;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each view with something in it, light and dark, on a desk and on a phone: axe-core finds nothing, and all fits. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryViewTest {
    private static final int ORDERS = 20;

    /** @param shown an element that is there when all is */
    private record View(String name, String hash, String shown) {}

    private RunningPortside portside;
    private String task = "";

    @BeforeAll
    void start() {
        portside = RunningPortside.start();
        Stream.generate(new SampleOrders(7)::next)
                .limit(ORDERS)
                .forEach(order -> portside.post("/api/test/orders", OrderJson.bytes(order)));
        String broken = "{\"order_uid\":\"" + "long".repeat(60) + "\"}";
        portside.post("/api/test/orders", broken);
        portside.post("/api/test/orders", "unreadable");
        portside.post("/api/users", "{\"email\":\"ann@example.com\",\"name\":\"Ann\"}");
        portside.post("/insert", "{\"id\":\"same\",\"value\":1}");
        task = portside.post("/insert", "{\"id\":\"same\",\"value\":1}")
                .json()
                .get("task_id")
                .stringValue();
        await().until(() ->
                portside.get("/api/stats").json().at("/consumer/dead_letters").intValue() == 2
                        && portside.get("/api/stats").json().get("cached").intValue() == ORDERS);
    }

    @AfterAll
    void stop() {
        portside.close();
    }

    private List<View> views() {
        String letter = portside.get("/api/dead-letters", RunningPortside.as("admin"))
                .json()
                .get(0)
                .get("id")
                .stringValue();
        return List.of(
                new View("orders", "#/", ".row"),
                new View("order", "#/orders/b563feb7b2b84b6test3", "#detail article"),
                new View("no-order", "#/orders/unknown", ".lost"),
                new View("flows", "#/console", "path.line[d^=M]"),
                new View("tasks", "#/console/tasks/" + task, ".pill.rejected"),
                new View("dead-letters", "#/console/dead-letters", "td.error"),
                new View("dead-letter", "#/console/dead-letters/" + letter, "pre.payload"),
                new View("outbox", "#/console/outbox", ".pill.sent"),
                new View("limits", "#/console/limits", "tbody tr"),
                new View("caches", "#/console/caches", ".card"),
                new View("health", "#/console/health", ".pill.healthy"));
    }

    static Stream<Arguments> looks() {
        return Stream.of(Visitor.Screen.values())
                .flatMap(screen ->
                        Stream.of(ColorScheme.LIGHT, ColorScheme.DARK).map(scheme -> Arguments.of(screen, scheme)));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void everyViewIsSoundAndFits(Visitor.Screen screen, ColorScheme scheme) {
        try (Visitor visitor = new Visitor(portside, screen, scheme)) {
            visitor.at("").signedIn("admin");
            for (View view : views()) {
                visitor.follow(view.hash());
                assertThat(visitor.page.locator(view.shown()).first()).isAttached();
                String name = (view.name() + "-" + screen + "-" + scheme).toLowerCase(Locale.ROOT);
                visitor.picture(name);
                assertThat((List<?>) visitor.violations()).as(name).isEmpty();
                assertThat(visitor.scrollsSideways())
                        .as("%s scrolls sideways", name)
                        .isFalse();
            }
        }
    }
}
