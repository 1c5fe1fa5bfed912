package dev.portside.http.documents;

import dev.portside.application.json.Json;
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
import tools.jackson.databind.node.ObjectNode;

/** {@code /openapi}, {@code /asyncapi}, and {@code /docs}, a page that shows both. */
public final class DocumentRoutes {
    private static final List<String> FILES =
            List.of("dom.js", "main.js", "messages.js", "operations.js", "page.css", "schema.js");

    private final Answer openApi;
    private final Answer asyncApi;
    private final Answer page = WebFiles.answer("docs/index.html");
    private final Map<String, Answer> files = FILES.stream()
            .collect(Collectors.toUnmodifiableMap(Function.identity(), name -> WebFiles.answer("docs/" + name)));

    public DocumentRoutes() {
        ObjectNode document = OpenApi.document();
        openApi = Answer.constant(Answer.JSON, Json.bytes(document));
        asyncApi = Answer.constant(Answer.JSON, Json.bytes(AsyncApi.document(document)));
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/openapi", _ -> openApi).with(Access.ALWAYS_OPEN),
                Route.get("/asyncapi", _ -> asyncApi).with(Access.ALWAYS_OPEN),
                Route.get("/docs", _ -> page).with(Access.ALWAYS_OPEN).producing("text/html"),
                Route.get("/docs/{file}", this::file)
                        .with(Access.ALWAYS_OPEN)
                        .producing("text/javascript", "text/css"));
    }

    private Answer file(Call call) {
        return Optional.ofNullable(files.get(call.pathParameter("file", Function.identity())))
                .orElseThrow(() -> new ProblemException(Problem.notFound("the page has no such file")));
    }
}
