package dev.portside.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.bootstrap.RunningPortside.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page's files as a browser gets them. */
class PageTest {
    private static final Pattern REFERENCE = Pattern.compile("(?:href|src)=\"(/assets/[^\"]+)\"|from \"\\./([^\"]+)\"");
    private static final Pattern ID_SOUGHT = Pattern.compile("(?:getElementById|element|filled)\\(\"([a-z-]+)\"");
    private static final Pattern MARKUP_FROM_TEXT = Pattern.compile(
            "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|DOMParser|\\beval\\b|new Function|setHTML");
    private static final Pattern INLINE =
            Pattern.compile("<style|\\sstyle=|\\son[a-z]+=|javascript:|<script(?![^>]*\\ssrc=)");
    private static final int BYTES_MAX = 12_000;
    private static final int PACKED_BYTES_MAX = 100_000;

    private static RunningPortside portside;
    private static final Map<String, Reply> FILES = new TreeMap<>();

    /** Follows every reference from the page on. */
    @BeforeAll
    static void load() {
        portside = RunningPortside.start();
        load("/");
    }

    private static void load(String path) {
        if (FILES.containsKey(path)) {
            return;
        }
        Reply file = portside.get(path);
        assertThat(file.status()).as(path).isEqualTo(200);
        FILES.put(path, file);
        Matcher references = REFERENCE.matcher(file.http().body());
        while (references.find()) {
            load(references.group(1) != null ? references.group(1) : "/assets/" + references.group(2));
        }
    }

    @AfterAll
    static void stop() {
        portside.close();
    }

    @Test
    void isMadeOfSmallFilesThatAllExist() {
        assertThat(FILES).hasSizeGreaterThan(30);
        FILES.forEach(
                (path, file) -> assertThat(file.http().body().length()).as(path).isLessThan(BYTES_MAX));
        assertThat(portside.get("/assets/index.html").status()).isEqualTo(404);
        assertThat(portside.get("/assets/..%2Fopenapi%2Fbase.json").status()).isEqualTo(404);
    }

    @Test
    void isSmallOnTheWire() throws IOException {
        int bytes = 0;
        for (Reply file : FILES.values()) {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write(file.http().body().getBytes(StandardCharsets.UTF_8));
            }
            bytes += packed.size();
        }
        assertThat(bytes).isLessThan(PACKED_BYTES_MAX);
    }

    @Test
    void tellsTheBrowserToTakeNothingFromElsewhereAndNothingInline() {
        FILES.forEach((path, file) -> {
            assertThat(file.header("Content-Security-Policy"))
                    .as(path)
                    .startsWith("default-src 'self';")
                    .doesNotContain("unsafe");
            assertThat(file.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(file.header("Content-Type")).as(path).isEqualTo(mediaType(path));
            assertThat(portside.get(path, "If-None-Match", file.header("ETag")).status())
                    .isEqualTo(304);
        });
    }

    @Test
    void needsNothingFromElsewhereAndNothingInline() {
        FILES.forEach((path, file) -> {
            String text = file.http().body().replace("http://www.w3.org/2000/svg", "");
            assertThat(text).as(path).doesNotContain("https://", "http://", "url(//", "\"//", "@import");
            assertThat(text).as(path).doesNotContainPattern(MARKUP_FROM_TEXT);
            if (path.equals("/")) {
                assertThat(text).doesNotContainPattern(INLINE);
            }
        });
    }

    @Test
    void hasEveryElementThatItsScriptsLookFor() {
        String page = FILES.get("/").http().body();
        Set<String> sought = new TreeSet<>();
        FILES.forEach((path, file) -> {
            Matcher ids = ID_SOUGHT.matcher(path.endsWith(".js") ? file.http().body() : "");
            while (ids.find()) {
                sought.add(ids.group(1));
            }
        });
        assertThat(sought).hasSizeGreaterThan(10);
        assertThat(sought).allSatisfy(id -> assertThat(page).contains("id=\"" + id + '"'));
    }

    private static String mediaType(String path) {
        return switch (path.substring(path.lastIndexOf('.') + 1)) {
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "svg" -> "image/svg+xml";
            default -> "text/html; charset=utf-8";
        };
    }
}
