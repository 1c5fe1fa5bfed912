package dev.portside.bootstrap;

import static dev.portside.bootstrap.RunningPortside.as;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.bootstrap.RunningPortside.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Clients that do as the header fields say: they call as often as {@code RateLimit} lets them, and wait when it says so.
 * {@code -Dportside.seconds=} says for how long.
 */
class ObedientClientTest {
    private static final Duration TIME = Duration.ofSeconds(Long.getLong("portside.seconds", 3));
    private static final Pattern RATE_LIMIT = Pattern.compile("\"[^\"]*\";r=(\\d+);t=(\\d+)");
    private static final Map<String, String> PLANS = Map.of(
            "token", "{\"capacity\":5,\"refill_per_second\":2.5}",
            "gcra", "{\"algorithm\":\"gcra\",\"capacity\":3,\"refill_per_second\":4}",
            "window", "{\"algorithm\":\"sliding_window\",\"capacity\":4,\"window_ms\":1500}");

    @Test
    void areNeverRefused() throws Exception {
        try (RunningPortside portside = RunningPortside.onPostgres(Map.of());
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            PLANS.forEach((prefix, plan) -> assertThat(portside.put("/api/bucket/plans/" + prefix, plan, as("admin"))
                            .status())
                    .isEqualTo(201));
            List<Callable<Long>> each = PLANS.keySet().stream()
                    .<Callable<Long>>map(key -> () -> obey(portside, key))
                    .toList();
            for (Future<Long> calls : clients.invokeAll(each)) {
                assertThat(calls.get()).isGreaterThan(TIME.toSeconds());
            }
        }
    }

    /** How often it called. */
    private static long obey(RunningPortside portside, String key) throws InterruptedException {
        long end = System.nanoTime() + TIME.toNanos();
        long calls = 0;
        while (System.nanoTime() < end) {
            Reply reply = portside.send("POST", "/api/bucket/consume?key=" + key);
            assertThat(reply.status()).as("call %d for %s", calls, key).isEqualTo(200);
            calls++;
            Matcher field = RATE_LIMIT.matcher(reply.header("RateLimit"));
            assertThat(field.matches()).isTrue();
            if (field.group(1).equals("0")) {
                TimeUnit.SECONDS.sleep(Long.parseLong(field.group(2)));
            }
        }
        return calls;
    }
}
