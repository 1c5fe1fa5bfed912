package dev.portside.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import dev.portside.stack.process.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The machine's Chromium, started once for all tests and driven by Playwright, which ends it with this process. */
final class Chromium {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "chrome");
    private static final Duration INSTALL_TIME_MAX = Duration.ofMinutes(5);
    private static final String HELP = "there is no Chromium on this machine: install it (apt-get install chromium, "
            + "brew install --cask chromium), or name its program in CHROMIUM";

    /** Root may install it, and refresh the list of packages, which a new machine often lacks. */
    private static final String INSTALL = """
            export DEBIAN_FRONTEND=noninteractive
            install() { apt-get install -y --no-install-recommends chromium; }
            install || { apt-get update && install; }
            """;

    private static Optional<Browser> shared = Optional.empty();

    private Chromium() {}

    static synchronized Browser shared() {
        if (shared.isEmpty()) {
            Path program = program();
            // Its own browsers are neither needed nor downloaded.
            Playwright playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            shared = Optional.of(
                    playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(program)));
        }
        return shared.get();
    }

    private static Path program() {
        return found().or(Chromium::installed).orElseThrow(() -> new AssertionError(HELP));
    }

    private static Optional<Path> found() {
        return Stream.concat(
                        Stream.ofNullable(System.getenv("CHROMIUM")).map(Path::of),
                        NAMES.stream().flatMap(name -> Programs.find(name).stream()))
                .findFirst();
    }

    private static Optional<Path> installed() {
        if (!Programs.isRoot() || Programs.find("apt-get").isEmpty()) {
            return Optional.empty();
        }
        try {
            Process process = new ProcessBuilder("sh", "-c", INSTALL)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try {
                process.waitFor(INSTALL_TIME_MAX);
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new AssertionError(HELP, e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return found();
    }
}
