package dev.portside.bootstrap.services;

import dev.portside.application.shared.Worker;
import dev.portside.bootstrap.lifecycle.CloseStack;
import dev.portside.domain.shared.Signal;
import dev.portside.postgres.Bell;
import dev.portside.postgres.Database;
import dev.portside.postgres.DatabaseAddress;
import dev.portside.postgres.Notices;
import dev.portside.postgres.PostgresLanes;
import java.time.Duration;
import java.util.Map;

/** Rings for other instances, seldom enough that it costs little however much work there is; and listens to theirs. */
final class Ringing {
    private static final Duration RING_INTERVAL = Duration.ofMillis(20);
    private static final Duration NO_RING_MAX = Duration.ofMinutes(1);

    private final String what;
    private final Bell bell;
    private final DatabaseAddress address;
    private final Signal ring = new Signal();

    /** @param what the work is, which names its channel and its lanes too */
    Ringing(String what, Database database, DatabaseAddress address) {
        this.what = what;
        this.bell = new Bell(database, channel(what));
        this.address = address;
    }

    /**
     * @param heard called when another instance rings; returns at once
     * @param lanesFreed called when lanes have become free; likewise
     */
    void start(CloseStack started, Runnable heard, Runnable lanesFreed) {
        started.push(
                what + " notices",
                Notices.listen(address, Map.of(channel(what), heard, PostgresLanes.channel(what), lanesFreed)));
        started.push(what + " ringing", Worker.start(what + "-ringing", this::ringOnce, ring, NO_RING_MAX));
    }

    private static String channel(String what) {
        return "portside_" + what;
    }

    private boolean ringOnce() throws InterruptedException {
        bell.ring();
        Thread.sleep(RING_INTERVAL);
        return false;
    }

    /** Tells the others that there may be work for them. Returns at once. */
    void tellOthers() {
        ring.raise();
    }
}
