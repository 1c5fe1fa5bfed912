package dev.portside.http.flows;

import dev.portside.http.Answer;
import dev.portside.http.Call;
import dev.portside.http.Route;
import java.util.List;

/** {@code GET /api/flows}. */
public final class FlowRoutes {
    private final FlowSamples samples;

    public FlowRoutes(FlowSamples samples) {
        this.samples = samples;
    }

    public List<Route> routes() {
        return List.of(Route.get("/api/flows", this::flows));
    }

    private Answer flows(Call call) throws InterruptedException {
        return Answer.ok(samples.sample());
    }
}
