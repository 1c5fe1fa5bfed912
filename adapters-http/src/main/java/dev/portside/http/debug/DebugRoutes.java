package dev.portside.http.debug;

import dev.portside.http.Access;
import dev.portside.http.Answer;
import dev.portside.http.Call;
import dev.portside.http.Problem;
import dev.portside.http.ProblemException;
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

    private Answer record(Call call) throws InterruptedException {
        String _ = call.requiredQuery("seconds", text -> text);
        int seconds = call.queryWhole("seconds", 1, 1, SECONDS_MAX);
        byte[] recording = recordings
                .make(Duration.ofSeconds(seconds))
                .orElseThrow(() -> new ProblemException(Problem.conflict("another recording is being made")));
        return Answer.ok(MEDIA_TYPE, recording).header("Content-Disposition", "attachment; filename=\"portside.jfr\"");
    }
}
