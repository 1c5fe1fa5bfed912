package dev.portside.hardening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portside.bootstrap.RunningPortside;
import dev.portside.conformance.Exchange;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A thousand connections that take their time are cut, while others are served and who waits for good reason is not cut. By
 * itself with bounds of 2 s; {@code make test-slow} measures with those that are preset.
 */
class SlowConnectionsTest {
    private static final int SLOW = Integer.getInteger("portside.slow.connections", 1_000);
    private static final int ROUNDS = Integer.getInteger("portside.slow.rounds", 0);
    private static final Duration CUT_MAX = Duration.ofSeconds(15);
    private static final Duration CUT_WAIT_MAX = Duration.ofMinutes(2);
    private static final double RATIO_MAX = 2;
    private static final Duration MEASURED = Duration.ofSeconds(6);

    @Test
    @Timeout(180)
    void areCutWhileOthersAreServed() throws Exception {
        try (RunningPortside portside = RunningPortside.start(Map.of("REQUEST_TIMEOUT", "2s", "ROLES", "api"));
                RawConnection poll = new RawConnection(portside.port());
                RawConnection events = new RawConnection(portside.port())) {
            String task = portside.post("/insert", "{\"id\":\"a\",\"value\":1}").header("Location");
            events.send("GET /api/events HTTP/1.1\r\nHost: a\r\n\r\n");
            poll.send("GET " + task + " HTTP/1.1\r\nHost: a\r\nPrefer: wait=6\r\n\r\n");
            try (HealthyCallers healthy = new HealthyCallers(portside.port());
                    SlowPeers slow = new SlowPeers(SLOW, portside.port())) {
                await().atMost(CUT_WAIT_MAX)
                        .untilAsserted(() -> assertThat(slow.open()).isEmpty());
                assertThat(healthy.stop()).isNotEmpty();
            }
            Exchange waited = poll.answer("GET", task);
            assertThat(waited.status()).isEqualTo(200);
            assertThat(waited.body()).contains("\"pending\"");
            assertThat(events.line()).isEqualTo("HTTP/1.1 200 OK");
            assertStillOpen(events);
        }
    }

    /** What was sent while nobody read is there, and then nothing is, for a moment, instead of the end. */
    private static void assertStillOpen(RawConnection connection) throws IOException {
        while (connection.hearsWithin(100)) {
            assertThat(connection.read()).as("the end of the stream").isNotNegative();
        }
    }

    @Test
    void othersWaitNoMoreThanTwiceAsLongWhenItIsMeasured() throws Exception {
        List<Double> ratios = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            try (RunningPortside portside = RunningPortside.start()) {
                measure(portside); // Until everything is compiled.
                double alone = measure(portside);
                try (SlowPeers slow = new SlowPeers(SLOW, portside.port())) {
                    double beside = measure(portside);
                    ratios.add(beside / alone);
                    await().atMost(CUT_WAIT_MAX)
                            .untilAsserted(() -> assertThat(slow.open()).isEmpty());
                    System.out.printf(
                            "round %d: p99 of healthy calls %.2f ms alone, %.2f ms beside %d slow ones; cut after %s%n",
                            round, alone, beside, SLOW, slow.longest());
                    assertThat(slow.longest().values()).allMatch(lasted -> lasted.compareTo(CUT_MAX) < 0);
                }
            }
        }
        if (ROUNDS > 0) {
            double median = ratios.stream().sorted().toList().get(ROUNDS / 2);
            System.out.printf("p99 beside slow ones, of that alone: median %.2f of %s%n", median, ratios);
            assertThat(median).isLessThanOrEqualTo(RATIO_MAX);
        }
    }

    /** The 99th percentile in milliseconds. */
    private static double measure(RunningPortside portside) throws Exception {
        try (HealthyCallers healthy = new HealthyCallers(portside.port())) {
            await().pollDelay(MEASURED).until(() -> true);
            long[] nanos = healthy.stop();
            return nanos[nanos.length * 99 / 100] / 1e6;
        }
    }
}
