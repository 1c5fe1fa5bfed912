package dev.portside.http.flows;

import dev.portside.application.json.Json;
import dev.portside.http.events.LiveEvents;
import java.time.Duration;

/** Tells listeners how the flows run; looks at nothing while nobody listens. */
public final class LiveFlows {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration UNHEARD_INTERVAL = Duration.ofHours(1);

    private final FlowSamples samples;
    private final LiveEvents live;

    public LiveFlows(FlowSamples samples, LiveEvents live) {
        this.samples = samples;
        this.live = live;
    }

    /** Looks once; false, since there is nothing more to see before the next interval. */
    public boolean runOnce() throws InterruptedException {
        if (live.heard()) {
            live.state("flows", Json.bytes(samples.sample()));
        }
        return false;
    }

    /** How long to wait until the next look. */
    public Duration interval() {
        return live.heard() ? INTERVAL : UNHEARD_INTERVAL;
    }
}
