package dev.portside.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.portside.bootstrap.RunningPortside.as;

import dev.portside.application.orders.OrderJson;
import dev.portside.bootstrap.RunningPortside;
import dev.portside.bootstrap.samples.SampleOrders;
import java.nio.charset.StandardCharsets;
import java.util.Map;
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
        portside.post(
                "/api/test/orders",
                new String(OrderJson.bytes(new SampleOrders(7).next()), StandardCharsets.UTF_8),
                as("reader"));
        assertThat(visitor.page.locator(".row")).hasCount(1);

        visitor.follow("#/console/health");
        assertThat(visitor.page.locator(".pill.healthy")).hasCount(6);
        visitor.follow("#/console/caches");
        assertThat(visitor.text("Heap in use")).isVisible();
        visitor.follow("#/console/dead-letters");
        assertThat(visitor.heading("Not with this token")).isVisible();
    }
}
