package dev.portside.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.application.users.RelayUserEvents;
import dev.portside.bootstrap.steps.Steps;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Relays and writers really at once, for what a schedule of single steps cannot show: locks that are missing. */
class RelaysAtOnceTest {
    private static final int RELAYS = 4;
    private static final int USERS = 40;
    private static final int CHANGES = 2_000;

    private final RelayWorld world = InMemoryRelayWorld.create();

    @Test
    void fourRelaysThatComeAndGoKeepEveryEventOnceAndInOrder() throws Exception {
        IntStream.range(0, USERS).forEach(_ -> world.register());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            all.add(threads.submit(
                    () -> IntStream.range(0, CHANGES).forEach(change -> world.change(change % USERS + 1))));
            for (int relay = 0; relay < RELAYS; relay++) {
                String owner = "relay " + relay;
                all.add(threads.submit(() -> relayUntilAllIsSent(owner)));
            }
            for (Future<?> each : all) {
                each.get(60, TimeUnit.SECONDS);
            }
        }
        assertThat(world.faults()).isEmpty();
        assertThat(world.delivered()).hasSize(USERS + CHANGES);
        assertThat(world.meter.count("applied created")).isEqualTo(USERS);
        assertThat(world.meter.count("applied updated")).isEqualTo(CHANGES);
    }

    private void relayUntilAllIsSent(String owner) {
        RelayUserEvents relay = world.relay(10, Steps.NONE);
        while (world.delivered().size() < USERS + CHANGES) {
            relay.runOnce(world.store.lanes().hold(owner));
            // Gives its lanes back while others are at work on what it claimed a moment ago.
            world.store.lanes().release(owner);
            Thread.yield();
        }
        relay.close();
    }
}
