package dev.portside.http.page;

import dev.portside.http.Access;
import dev.portside.http.Answer;
import dev.portside.http.Call;
import dev.portside.http.Problem;
import dev.portside.http.ProblemException;
import dev.portside.http.Resources;
import dev.portside.http.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * {@code /} and {@code /assets/{name}}: the files of the page, read once. Open whatever the settings, since they hold no
 * data; what the page shows, it asks the API for.
 */
public final class PageRoutes {
    /** Everything from here, nothing inline, and no markup made from text by a script. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; "
            + "frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    private static final List<String> ASSETS = List.of(
            "api.js",
            "base.css",
            "detail.css",
            "detail.js",
            "fill.js",
            "format.js",
            "icon.svg",
            "list.css",
            "list.js",
            "loaded.js",
            "main.js");
    private static final Map<String, String> MEDIA_TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final Answer page = file("index.html");
    private final Map<String, Answer> assets =
            ASSETS.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), PageRoutes::file));

    public List<Route> routes() {
        return List.of(
                Route.get("/", _ -> page).with(Access.ALWAYS_OPEN),
                Route.get("/assets/{name}", this::asset).with(Access.ALWAYS_OPEN));
    }

    private Answer asset(Call call) {
        String name = call.pathParameter("name", Function.identity());
        return Optional.ofNullable(assets.get(name))
                .orElseThrow(() -> new ProblemException(Problem.notFound("the page has no such file")));
    }

    private static Answer file(String name) {
        String mediaType = MEDIA_TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (mediaType == null) {
            throw new IllegalStateException("unknown kind of file: " + name);
        }
        return Answer.constant(mediaType, Resources.bytes("page/" + name))
                .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff");
    }
}
