package dev.portside.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.portside.bootstrap.RunningPortside;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody with a browser of their own, at the page of one service. Whatever fails within the page fails the test. */
final class Visitor implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final String AXE = read("/axe.min.js");

    /** One of the two widths for which the page is made. */
    enum Screen {
        DESK(1280, 800),
        PHONE(390, 844);

        private final int width;
        private final int height;

        Screen(int width, int height) {
            this.width = width;
            this.height = height;
        }
    }

    private final RunningPortside portside;
    private final BrowserContext context;
    private final List<String> faults = new CopyOnWriteArrayList<>();
    final Page page;

    Visitor(RunningPortside portside) {
        this(portside, Screen.DESK, ColorScheme.LIGHT);
    }

    Visitor(RunningPortside portside, Screen screen, ColorScheme scheme) {
        this.portside = portside;
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        context = Chromium.shared()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(screen.width, screen.height)
                        .setColorScheme(scheme)
                        .setLocale("en-GB")
                        .setTimezoneId("UTC"));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        page = context.newPage();
        page.onPageError(faults::add);
        page.onConsoleMessage(message -> {
            // A refused call is told as an error, too; the page shows what it means.
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                faults.add(message.text());
            }
        });
        page.onRequest(request -> {
            if (!request.url().startsWith(portside.uri("/").toString())) {
                faults.add("asks elsewhere: " + request.url());
            }
        });
    }

    private static String read(String resource) {
        try (InputStream in = Visitor.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Goes to an address within the page, such as {@code #/console}. */
    Visitor at(String hash) {
        page.navigate(portside.uri("/" + hash).toString());
        return this;
    }

    /** Goes there without loading the page again. */
    void follow(String hash) {
        page.evaluate("hash => { location.hash = hash; }", hash);
    }

    /** Types a token with this role into the page. */
    Visitor signedIn(String role) {
        button("Sign in").click();
        page.getByLabel("Token", new Page.GetByLabelOptions().setExact(true)).fill(RunningPortside.token(role));
        button("Use it").click();
        assertThat(button("Sign out")).isVisible();
        return this;
    }

    Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    Locator heading(String name) {
        return page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    /** A choice among several words. */
    Locator choice(String label) {
        return page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName(label));
    }

    Locator text(String text) {
        return page.getByText(text).first();
    }

    void press(String... keys) {
        for (String key : keys) {
            page.keyboard().press(key);
        }
    }

    /** Puts a picture of what is seen now under {@code target/screenshots}. */
    void picture(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    /** What axe-core finds wrong with what is seen now. */
    Object violations() {
        if (!(Boolean) page.evaluate("() => 'axe' in window")) {
            page.evaluate(AXE);
        }
        return page.evaluate("""
                async () => (await axe.run({ resultTypes: ["violations"], preload: false })).violations.map(violation =>
                    violation.id + " at " + violation.nodes.map(node => node.target).join(", "))
                """);
    }

    boolean scrollsSideways() {
        return (Boolean)
                page.evaluate("() => document.documentElement.scrollWidth > document.documentElement.clientWidth");
    }

    @Override
    public void close() {
        context.close();
        assertThat(faults).isEmpty();
    }
}
