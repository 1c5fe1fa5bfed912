package dev.portside.http.debug;

import dev.portside.http.Access;
import dev.portside.http.Answer;
import dev.portside.http.Call;
import dev.portside.http.Route;
import java.time.Duration;
import java.util.List;

/** {@code /debug/jfr}. */
public final class DebugRoutes {
    private static final int SECONDS_MAX = 300;
    private static final String MEDIA_TYPE = "application/octet-stream";

    private final FlightRecordings recordings;

    public DebugRoutes(FlightRecordings recordings) {
        this.recordings = recordings;
    }

    public List<Route> routes() {
        return List.of(Route.get("/debug/jfr", this::record).with(Access.ADMIN).producing(MEDIA_TYPE));
    }

    private Answer record(Call call) {
        call.refuseBody("a recording");
        String _ = call.requiredQuery("seconds", text -> text);
        int seconds = call.queryWhole("seconds", 1, 1, SECONDS_MAX);
        return Answer.streaming(MEDIA_TYPE, recordings.begin(Duration.ofSeconds(seconds)))
                .header("Content-Disposition", "attachment; filename=\"portside.jfr\"");
    }
}
