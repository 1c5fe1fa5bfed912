package dev.portside.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import dev.portside.application.orders.OrderJson;
import dev.portside.bootstrap.RunningPortside;
import dev.portside.bootstrap.samples.SampleOrders;
import dev.portside.domain.orders.Order;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Orders as people look for them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrdersPageTest {
    private static final int STORED = 60;
    private static final String OLDEST = "b563feb7b2b84b6test1";

    private final SampleOrders samples = new SampleOrders(7);
    private RunningPortside portside;
    private Visitor visitor;

    @BeforeAll
    void start() {
        portside = RunningPortside.start();
        Stream.generate(samples::next).limit(STORED).forEach(this::publish);
        await().until(() -> portside.get("/api/stats").json().get("cached").intValue() == STORED);
    }

    private void publish(Order order) {
        portside.post("/api/test/orders", OrderJson.bytes(order));
    }

    @AfterAll
    void stop() {
        portside.close();
    }

    @BeforeEach
    void visit() {
        visitor = new Visitor(portside).at("");
        assertThat(visitor.page.locator(".live.live")).hasText("Live");
        assertThat(rows().first()).isVisible();
    }

    @AfterEach
    void leave() {
        visitor.close();
    }

    private Locator rows() {
        return visitor.page.locator(".row");
    }

    @Test
    void anOrderIsFoundAndReadByKeyboardAlone() {
        visitor.press("/");
        visitor.page.keyboard().type("b84B6test1");
        assertThat(rows()).hasCount(1);
        visitor.press("Enter");
        assertThat(visitor.heading(OLDEST)).isFocused();
        for (String told : List.of(
                "Test Testov",
                "Ploshad Mira 15",
                "Kiryat Mozkin",
                "wbpay",
                "Mascaras",
                "Vivienne Sabo",
                "US$1,817.00")) {
            assertThat(visitor.page.locator("#detail").getByText(told).first()).isVisible();
        }
        visitor.press("Escape");
        assertThat(rows().first()).isFocused();
        visitor.press("/", "Control+a", "Delete");
        assertThat(rows().nth(1)).isVisible();
        visitor.press("ArrowDown", "ArrowDown", "ArrowUp", "ArrowDown");
        assertThat(rows().nth(1)).isFocused();
        visitor.press("Enter");
        assertThat(rows().nth(1)).hasAttribute("aria-current", "true");
    }

    @Test
    void aSearchFindsWhatIsNotLoadedByTrackNumberOrCustomer() {
        assertThat(visitor.page.locator(".row", hasText(OLDEST))).hasCount(0);
        visitor.page.getByPlaceholder("Order number").fill("WBILMTESTTRACK");
        assertThat(visitor.page.locator(".row", hasText(OLDEST))).isVisible();
        visitor.page.getByPlaceholder("Order number").fill("testov");
        assertThat(visitor.page.locator(".row", hasText(OLDEST))).isVisible();
        visitor.page.getByPlaceholder("Order number").fill("nobody <b>at</b> all");
        assertThat(visitor.text("No order matches.")).isVisible();
        visitor.button("Look up exactly").click();
        assertThat(visitor.heading("No such order")).isVisible();
        assertThat(visitor.page.locator("#detail")).containsText("nobody <b>at</b> all");
    }

    private static Page.LocatorOptions hasText(String text) {
        return new Page.LocatorOptions().setHasText(text);
    }

    @Test
    void olderOrdersAreLoadedOnDemand() {
        assertThat(rows()).hasCount(50);
        visitor.button("Load older orders").click();
        assertThat(visitor.page.locator(".row", hasText(OLDEST))).isVisible();
        assertThat(visitor.button("Load older orders")).isHidden();
    }

    @Test
    void aNewOrderAppearsWithoutBeingAskedFor() {
        List<String> asked = new CopyOnWriteArrayList<>();
        visitor.page.onRequest(request -> asked.add(request.url()));
        Order order = samples.next();
        long published = System.nanoTime();
        publish(order);
        assertThat(visitor.page.locator(".row", hasText(order.uid().value()))).isVisible();
        System.out.printf("a new order was on the page after %d ms%n", (System.nanoTime() - published) / 1_000_000);
        assertThat(visitor.page.locator("#arrived")).containsText("1 order arrived");
        assertThat(asked).noneMatch(url -> url.contains("/api/orders"));
    }

    @Test
    void anOrderThatArrivesWhileTheListIsReadIsNotLost() {
        AtomicReference<Route> held = new AtomicReference<>();
        AtomicReference<APIResponse> before = new AtomicReference<>();
        visitor.page.route("**/api/orders?*", route -> {
            before.set(route.fetch());
            held.set(route);
        });
        visitor.page.reload();
        visitor.page.waitForCondition(() -> held.get() != null);
        Order order = samples.next();
        publish(order);
        assertThat(visitor.page.locator("#arrived")).containsText("1 order arrived");
        held.get().fulfill(new Route.FulfillOptions().setResponse(before.get()));
        assertThat(visitor.page.locator(".row", hasText(order.uid().value()))).isVisible();
        assertThat(rows().nth(1)).isVisible();
    }

    @Test
    void aHiddenPageRestsAndMissesNothing() {
        hide(true);
        assertThat(visitor.page.locator("#live")).hasText("Paused");
        List<Order> orders = Stream.generate(samples::next).limit(3).toList();
        orders.forEach(this::publish);
        await().until(() ->
                portside.get("/api/orders/" + orders.getLast().uid().value()).status() == 200);
        Request resumed = visitor.page.waitForRequest("**/api/events", () -> hide(false));
        assertThat(resumed.headers()).containsKey("last-event-id");
        for (Order order : orders) {
            assertThat(visitor.page.locator(".row", hasText(order.uid().value())))
                    .isVisible();
        }
        assertThat(visitor.page.locator("#arrived")).containsText("3 orders arrived");
    }

    private void hide(boolean hidden) {
        visitor.page.evaluate("""
                hidden => {
                    Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
                    document.dispatchEvent(new Event("visibilitychange"));
                }
                """, hidden);
    }

    @Test
    void aServiceThatIsGoneIsToldAndFoundAgain() {
        visitor.page.route("**/api/**", Route::abort);
        visitor.page.reload();
        assertThat(visitor.page.locator("#failure")).containsText("The service does not answer.");
        assertThat(visitor.page.locator("#live")).hasText("Not connected");
        visitor.picture("orders-service-gone");
        visitor.page.unroute("**/api/**");
        assertThat(visitor.page.locator("#live")).hasText("Live");
        assertThat(rows().first()).isVisible();
        assertThat(visitor.page.locator("#failure")).isHidden();
    }

    @Test
    void aRefusalIsToldInWords() {
        visitor.page.route(
                "**/api/orders?*",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(503)
                        .setContentType("application/problem+json")
                        .setBody("{\"status\":503,\"detail\":\"the store is away\"}")));
        visitor.page.reload();
        assertThat(visitor.page.locator("#failure")).containsText("The service answered 503: the store is away.");
        visitor.page.unroute("**/api/orders?*");
        visitor.button("Try again").click();
        assertThat(rows().first()).isVisible();
    }

    @Test
    void whereEveryCallNeedsATokenOneIsEnough() {
        try (RunningPortside guarded = RunningPortside.start(Map.of("AUTH_MODE", "all"));
                Visitor guest = new Visitor(guarded).at("")) {
            assertThat(guest.page.locator("#live")).hasText("Needs a token");
            assertThat(guest.page.locator("#failure")).containsText("this call needs a bearer token");
            guest.signedIn("admin");
            assertThat(guest.page.locator("#live")).hasText("Live");
            assertThat(guest.heading("No orders yet")).isVisible();
            assertThat(guest.page.locator("#failure")).isHidden();
        }
    }

    @Test
    void theThemeIsChosenAndKept() {
        Object light = background();
        visitor.button("Theme: auto").click();
        visitor.button("Theme: light").click();
        assertThat(visitor.button("Theme: dark")).isVisible();
        assertThat(background()).isNotEqualTo(light);
        visitor.page.reload();
        assertThat(visitor.button("Theme: dark")).isVisible();
        assertThat(background()).isNotEqualTo(light);
    }

    private Object background() {
        return visitor.page.evaluate("() => getComputedStyle(document.documentElement).backgroundColor");
    }
}
