package dev.portside.http.events;

import dev.portside.http.Answer;
import dev.portside.http.Call;
import dev.portside.http.Problem;
import dev.portside.http.ProblemException;
import dev.portside.http.Route;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import java.time.Duration;
import java.util.List;

/**
 * {@code GET /api/events}: a stream of server-sent events that goes on after a break. A proxy that understands it is told
 * not to gather what comes.
 */
public final class EventRoutes {
    private static final HeaderName LAST_EVENT_ID = HeaderNames.create("Last-Event-ID");
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    /** Each holds a connection and a thread. */
    private static final int STREAMS_MAX = 256;

    private final LiveEvents live;
    private final int streamsMax;

    public EventRoutes(LiveEvents live) {
        this(live, STREAMS_MAX);
    }

    EventRoutes(LiveEvents live, int streamsMax) {
        this.live = live;
        this.streamsMax = streamsMax;
    }

    public List<Route> routes() {
        return List.of(Route.get("/api/events", this::events).producing(EventStream.MEDIA_TYPE));
    }

    private Answer events(Call call) {
        call.refuseBody("a stream of events");
        if (!live.join(streamsMax)) {
            throw new ProblemException(Problem.unavailable("no more streams of events can be opened now", RETRY_AFTER));
        }
        return Answer.streaming(EventStream.MEDIA_TYPE, new EventStream(live, call.header(LAST_EVENT_ID)))
                .header("X-Accel-Buffering", "no");
    }
}
