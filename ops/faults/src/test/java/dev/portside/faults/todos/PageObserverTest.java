package dev.portside.faults.todos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.faults.fleet.Instance;
import dev.portside.faults.load.Caller;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an observer takes for stale. */
class PageObserverTest {
    private static final long SECOND = 1_000_000_000;

    private final Told told = new Told();
    private final Caller caller = new Caller(Duration.ofSeconds(1));

    @AfterEach
    void close() {
        caller.close();
    }

    private int stale(Duration bound, long readAt, String... titles) {
        PageObserver observer = new PageObserver(nobody(), bound, told, caller);
        observer.judge(page(titles), readAt);
        return observer.stale().size();
    }

    /** It is named in messages alone. */
    @SuppressWarnings("NullAway")
    private static Instance nobody() {
        return null;
    }

    private static JsonNode page(String... titles) {
        return JsonMapper.shared().readTree("[{\"title\":\"" + String.join("\"},{\"title\":\"", titles) + "\"}]");
    }

    @Test
    void aPageThatLacksWhatWasToldBeforeTheBoundIsStale() {
        told.applied(0, 1, 10 * SECOND);
        told.applied(0, 2, 20 * SECOND);
        told.applied(1, 7, 15 * SECOND);
        assertThat(stale(Duration.ZERO, 20 * SECOND, "0 2", "1 7")).isZero();
        assertThat(stale(Duration.ZERO, 20 * SECOND, "0 1", "1 7")).isEqualTo(1);
        assertThat(stale(Duration.ZERO, 20 * SECOND, "0 0", "1 6")).isEqualTo(2);
        assertThat(stale(Duration.ZERO, 20 * SECOND - 1, "0 1", "1 7")).isZero();
        assertThat(stale(Duration.ofSeconds(1), 21 * SECOND - 1, "0 1", "1 7")).isZero();
        assertThat(stale(Duration.ofSeconds(1), 21 * SECOND, "0 1", "1 7")).isEqualTo(1);
    }

    @Test
    void whatIsAheadOfWhatWasToldIsNotStale() {
        assertThat(stale(Duration.ZERO, SECOND, "0 5", "1 9")).isZero();
    }
}
