package dev.portside.http.page;

import dev.portside.http.Access;
import dev.portside.http.Answer;
import dev.portside.http.Call;
import dev.portside.http.Problem;
import dev.portside.http.ProblemException;
import dev.portside.http.Route;
import dev.portside.http.WebFiles;
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
    private static final List<String> ASSETS = List.of(
            "access.js",
            "api.js",
            "base.css",
            "caches.js",
            "chart.js",
            "console.css",
            "console.js",
            "detail.css",
            "detail.js",
            "dom.js",
            "events.js",
            "fill.js",
            "flows.js",
            "format.js",
            "health.js",
            "icon.svg",
            "letter.js",
            "letters.js",
            "limits.js",
            "list.css",
            "list.js",
            "loaded.js",
            "main.js",
            "orders.js",
            "outbox.js",
            "panels.css",
            "panels.js",
            "plans.js",
            "shell.css",
            "tasks.js",
            "theme.js",
            "watched.js");

    private final Answer page = WebFiles.answer("page/index.html");
    private final Map<String, Answer> assets = ASSETS.stream()
            .collect(Collectors.toUnmodifiableMap(Function.identity(), name -> WebFiles.answer("page/" + name)));

    public List<Route> routes() {
        return List.of(
                Route.get("/", _ -> page).with(Access.ALWAYS_OPEN).producing("text/html"),
                Route.get("/assets/{name}", this::asset)
                        .with(Access.ALWAYS_OPEN)
                        .producing("text/javascript", "text/css", "image/svg+xml"));
    }

    private Answer asset(Call call) {
        String name = call.pathParameter("name", Function.identity());
        return Optional.ofNullable(assets.get(name))
                .orElseThrow(() -> new ProblemException(Problem.notFound("the page has no such file")));
    }
}
