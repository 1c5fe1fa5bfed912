package dev.portside.http.documents;

import dev.portside.application.json.Json;
import dev.portside.http.Access;
import dev.portside.http.Answer;
import dev.portside.http.Route;
import java.util.List;

/** {@code /openapi}. */
public final class DocumentRoutes {
    private final Answer openApi = Answer.constant(Answer.JSON, Json.bytes(OpenApi.document()));

    public List<Route> routes() {
        return List.of(Route.get("/openapi", _ -> openApi).with(Access.ALWAYS_OPEN));
    }
}
