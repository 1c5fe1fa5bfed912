package dev.portside.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.portside.bootstrap.RunningPortside.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.portside.bootstrap.RunningPortside;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The console as an administrator uses it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleTest {
    private static final String LETTERS = "/api/dead-letters";
    private static final int MANY = 1_000;

    private RunningPortside portside;
    private Visitor visitor;

    @BeforeAll
    void start() {
        portside = RunningPortside.start();
    }

    @AfterAll
    void stop() {
        portside.close();
    }

    @BeforeEach
    void visit() {
        discardAll();
        visitor = new Visitor(portside);
    }

    @AfterEach
    void leave() {
        visitor.close();
    }

    private void discardAll() {
        portside.get(LETTERS + "?limit=1000", as("admin"))
                .json()
                .forEach(letter ->
                        portside.delete(LETTERS + "/" + letter.get("id").stringValue(), as("admin")));
    }

    private void die(int count) {
        for (int i = 0; i < count; i++) {
            portside.post("/api/test/orders", "{\"order_uid\":\"broken-" + i + "\",\"sm_id\":1.50}");
        }
        await().until(() -> letters() == count);
    }

    private int letters() {
        return portside.get(LETTERS + "?limit=1000", as("admin")).json().size();
    }

    private Locator table(String name) {
        return visitor.page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName(name));
    }

    private Locator notice(String text) {
        return visitor.page.locator(".notice").filter(new Locator.FilterOptions().setHasText(text));
    }

    @Test
    void whatNeedsAnAdministratorAsksForAToken() {
        visitor.at("#/console/dead-letters");
        assertThat(visitor.heading("For administrators")).isVisible();
        visitor.picture("console-for-administrators");
        visitor.button("Use a token").click();
        visitor.field("Token").fill("nonsense");
        visitor.press("Tab", "Tab", "Enter");
        assertThat(visitor.page.locator("#sign-in-failure")).not().isEmpty();
        visitor.field("Token").fill(RunningPortside.token("todos:write"));
        visitor.button("Use it").click();
        assertThat(visitor.page.locator("#sign-in-failure")).hasText("this call needs the role 'admin'.");
        visitor.field("Token").fill(RunningPortside.token("admin"));
        visitor.button("Use it").click();
        assertThat(visitor.heading("No dead letters")).isVisible();
        assertThat(visitor.page.evaluate("() => JSON.stringify(localStorage)")).isEqualTo("{}");
        visitor.page.reload();
        assertThat(visitor.heading("No dead letters")).isVisible();
        visitor.button("Sign out").click();
        assertThat(visitor.heading("For administrators")).isVisible();
        assertThat(visitor.page.evaluate("() => sessionStorage.length")).isEqualTo(0);
    }

    @Test
    void flowsAreSeenAsTheyRun() {
        visitor.at("#/console");
        Locator records = visitor.page.locator("article", new Page.LocatorOptions().setHas(visitor.heading("Records")));
        assertThat(records).containsText("Waiting0");
        portside.post("/insert", "{\"id\":\"seen\",\"value\":1}");
        portside.post("/insert", "{\"id\":\"seen\",\"value\":1}");
        assertThat(records).containsText("Rejected1");
        assertThat(records.locator("path.line")).hasAttribute("d", Pattern.compile("^M.*L"));
        die(1);
        visitor.page.locator("article a.alert").click();
        visitor.signedIn("admin");
        assertThat(visitor.choice("Flow")).hasValue("orders");
        assertThat(table("Dead letters").locator("tbody tr")).hasCount(1);
    }

    @Test
    void aTaskIsFoundByItsId() {
        String id = portside.post("/insert", "{\"id\":\"twice\",\"value\":1}")
                .json()
                .get("task_id")
                .stringValue();
        visitor.at("#/console/tasks");
        visitor.field("Task id").fill(id);
        visitor.press("Enter");
        assertThat(visitor.page.locator(".pill.applied")).hasText("applied");
        visitor.field("Task id").fill("unknown");
        visitor.press("Enter");
        assertThat(visitor.text("there is no task with this id")).isVisible();
        visitor.page.goBack();
        assertThat(visitor.page.locator(".pill.applied")).isVisible();
    }

    @Test
    void aDeadLetterIsReadRequeuedAndDiscarded() {
        die(1);
        visitor.at("#/console/dead-letters").signedIn("admin");
        table("Dead letters").getByRole(AriaRole.LINK).first().click();
        assertThat(visitor.page.locator("pre.payload"))
                .hasText("{\n  \"order_uid\": \"broken-0\",\n  \"sm_id\": 1.50\n}");
        assertThat(visitor.text("/track_number is missing")).isVisible();
        visitor.picture("console-dead-letter");
        visitor.button("Requeue").click();
        assertThat(notice("1 dead letter requeued.")).isVisible();
        await().until(() -> letters() == 1);
        table("Dead letters").getByRole(AriaRole.LINK).first().click();
        visitor.button("Discard").click();
        visitor.page.locator("dialog").getByText("Cancel").last().click();
        assertThat(letters()).isEqualTo(1);
        visitor.button("Discard").click();
        visitor.page.locator("#confirm [data-yes]").click();
        assertThat(visitor.heading("No dead letters")).isVisible();
        assertThat(letters()).isZero();
    }

    @Test
    void chosenLettersAreRequeuedOrDiscardedTogether() {
        die(4);
        visitor.at("#/console/dead-letters?source=orders").signedIn("admin");
        Locator boxes = table("Dead letters").getByRole(AriaRole.CHECKBOX);
        boxes.nth(0).focus();
        visitor.press("Space");
        boxes.nth(2).check();
        visitor.button("Requeue 2 chosen").click();
        assertThat(notice("2 dead letters requeued.")).isVisible();
        await().until(() -> letters() == 4);
        assertThat(boxes).hasCount(4);
        boxes.nth(0).check();
        boxes.nth(1).check();
        boxes.nth(3).check();
        visitor.button("Discard 3").click();
        visitor.page.locator("#confirm [data-yes]").click();
        assertThat(notice("3 dead letters discarded.")).isVisible();
        assertThat(letters()).isEqualTo(1);
    }

    @Test
    void aListThatWasReadTooEarlyIsReadAgain() {
        die(3);
        AtomicInteger reads = new AtomicInteger();
        visitor.page.route("**" + LETTERS + "?*source*", route -> {
            if (reads.incrementAndGet() == 1) {
                route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody("[]"));
            } else {
                route.resume();
            }
        });
        visitor.at("#/console").signedIn("admin");
        assertThat(visitor.page.locator("article a.alert")).hasText("3");
        visitor.follow("#/console/dead-letters?source=orders");
        assertThat(table("Dead letters").locator("tbody tr")).hasCount(3);
        assertThat(reads).hasValue(2);
    }

    @Test
    void aThousandLettersAreRequeuedInOneAction() {
        die(MANY);
        visitor.at("#/console/dead-letters?source=orders").signedIn("admin");
        visitor.button("Requeue all of orders").click();
        assertThat(visitor.heading("Requeue 1,000 dead letters?")).isVisible();
        visitor.picture("console-requeue-thousand");
        visitor.press("Escape");
        assertThat(visitor.page.locator("#confirm")).isHidden();
        visitor.button("Requeue all of orders").click();
        visitor.page.locator("#confirm [data-yes]").click();
        assertThat(notice("1,000 dead letters requeued.")).isVisible();
        // Being broken, they all die again, each once.
        await().until(() -> letters() == MANY);
    }

    @Test
    void theOutboxIsSeen() {
        portside.post("/api/users", "{\"email\":\"ann@example.com\",\"name\":\"Ann\"}");
        visitor.at("#/console/outbox").signedIn("admin");
        assertThat(table("Newest events")).containsText("user.created");
        assertThat(table("Newest events").locator(".pill.sent")).isVisible();
    }

    @Test
    void bucketsAreProbedAndPlansMadeAndRemoved() {
        visitor.at("#/console/limits").signedIn("admin");
        visitor.text("Make or replace a plan").click();
        visitor.field("Prefix").fill("shop:");
        visitor.choice("Algorithm").selectOption("Sliding window");
        visitor.field("Capacity").fill("3");
        visitor.field("Window in seconds").fill("3600");
        visitor.button("Put in force").click();
        assertThat(table("Plans")).containsText("shop:");
        assertThat(table("Plans")).containsText("per 1 h");

        visitor.field("Key").fill("shop:1");
        visitor.field("Tokens").fill("2");
        visitor.button("Take").click();
        assertThat(visitor.text("1 of 3 tokens")).isVisible();
        visitor.button("Take").click();
        assertThat(visitor.page.locator(".verdict")).hasText("Denied");
        visitor.button("Refill").click();
        assertThat(visitor.text("3 of 3 tokens")).isVisible();
        visitor.button("Look").click();
        assertThat(visitor.page.locator(".verdict")).hasText("Allowed");

        visitor.button("Remove the plan of shop:").click();
        visitor.page.locator("#confirm [data-yes]").click();
        assertThat(notice("The plan of shop: is gone.")).isVisible();
        assertThat(table("Plans")).not().containsText("shop:");
    }

    @Test
    void cachesAndHealthAreSeen() {
        visitor.at("#/console/caches");
        assertThat(visitor.text("Heap in use")).isVisible();
        visitor.follow("#/console/health");
        assertThat(visitor.page.locator(".pill.healthy")).hasCount(6);
        visitor.page.route(
                "**/health",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(503)
                        .setContentType("application/json")
                        .setBody("{\"status\":\"unhealthy\",\"components\":{\"users\":"
                                + "{\"status\":\"unhealthy\",\"details\":{\"backend\":\"postgres\"}}}}")));
        assertThat(visitor.page.locator(".pill.unhealthy")).isVisible();
        visitor.picture("console-unhealthy");
    }
}
