package dev.portside.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.portside.bootstrap.RunningPortside.as;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Route;
import dev.portside.application.orders.OrderJson;
import dev.portside.bootstrap.RunningPortside;
import dev.portside.bootstrap.samples.SampleOrders;
import dev.portside.domain.orders.Order;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page where every call needs a token, and those who watch have a port of their own. */
class GuardedPageTest {
    private RunningPortside portside;
    private Visitor visitor;

    @BeforeEach
    void start() {
        portside = RunningPortside.start(Map.of("AUTH_MODE", "all", "MANAGEMENT_PORT", "0"));
        visitor = new Visitor(portside);
    }

    @AfterEach
    void stop() {
        visitor.close();
        portside.close();
    }

    @Test
    void whoSignsInSeesWhatTheTokenAllows() {
        visitor.at("");
        assertThat(visitor.page.locator(".live")).hasText("Needs a token");
        visitor.signedIn("reader");
        assertThat(visitor.page.locator(".live")).hasClass("live live");
        publish(new SampleOrders(7).next());
        assertThat(visitor.page.locator(".row")).hasCount(1);

        visitor.follow("#/console/health");
        assertThat(visitor.page.locator(".pill.healthy")).hasCount(6);
        visitor.follow("#/console/caches");
        assertThat(visitor.text("Heap in use")).isVisible();
        visitor.follow("#/console/dead-letters");
        assertThat(visitor.heading("Not with this token")).isVisible();
    }

    @Test
    void anOrderThatCameBeforeTheEventsBeganIsSeen() {
        visitor.at("");
        assertThat(visitor.page.locator(".live")).hasText("Needs a token");
        AtomicReference<Route> events = new AtomicReference<>();
        visitor.page.route("**/api/events", events::set);
        visitor.signedIn("reader");
        assertThat(visitor.heading("No orders yet")).isVisible();
        Order order = new SampleOrders(7).next();
        publish(order);
        await().until(() ->
                portside.get("/api/orders/" + order.uid().value(), as("reader")).status() == 200);
        events.get().resume();
        assertThat(visitor.page.locator(".row")).hasCount(1);
    }

    private void publish(Order order) {
        portside.post("/api/test/orders", new String(OrderJson.bytes(order), StandardCharsets.UTF_8), as("reader"));
    }
}
