package dev.portside.faults.together;

import dev.portside.faults.fleet.NumberReader;
import dev.portside.stack.Database;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.locks.LockSupport;

/** Notes when each flow had effects, to a tenth of a second. */
public final class EffectWatch implements AutoCloseable {
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);

    private final AllFlows flows;
    private final Map<String, NavigableSet<Long>> moments = new LinkedHashMap<>();
    private final Map<String, Long> last = new LinkedHashMap<>();
    private final NumberReader main;
    private final Thread thread;
    private volatile boolean closing;

    public EffectWatch(AllFlows flows, Database main) {
        this.flows = flows;
        this.main = new NumberReader(main);
        flows.names().forEach(flow -> moments.put(flow, new ConcurrentSkipListSet<>()));
        // Waits in a driver that holds its carrier; others have none to spare on a small machine.
        this.thread = Thread.ofPlatform().daemon().name("effects").start(this::watch);
    }

    private void watch() {
        while (!closing) {
            flows.names().forEach(this::look);
            LockSupport.parkNanos(LOOK_INTERVAL.toNanos());
        }
    }

    private void look(String flow) {
        OptionalLong effects = flows.run(flow).effects(main);
        if (effects.isPresent() && effects.getAsLong() > last.getOrDefault(flow, 0L)) {
            last.put(flow, effects.getAsLong());
            moments(flow).add(System.nanoTime());
        }
    }

    /** When a flow was seen to have had effects since it was last looked at, on the clock of {@link System#nanoTime}. */
    public NavigableSet<Long> moments(String flow) {
        return Objects.requireNonNull(moments.get(flow));
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        main.close();
    }
}
