package dev.portside.http.performance;

import dev.portside.application.json.Json;
import dev.portside.http.Answer;
import dev.portside.http.Call;
import dev.portside.http.Route;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** {@code /performance}. */
public final class PerformanceRoutes {
    private final CallRates rates;

    public PerformanceRoutes(CallRates rates) {
        this.rates = rates;
    }

    public List<Route> routes() {
        return List.of(Route.get("/performance", this::performance));
    }

    private Answer performance(Call call) {
        ObjectNode json = Json.object().put("window_seconds", CallRates.WINDOW_SECONDS);
        rates.addTo(json);
        ProcessFigures.addTo(json);
        return Answer.ok(json);
    }
}
