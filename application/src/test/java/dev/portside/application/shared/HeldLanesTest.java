package dev.portside.application.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portside.domain.shared.Lane;
import dev.portside.domain.shared.Lanes;
import dev.portside.domain.shared.LeasedLane;
import dev.portside.domain.shared.MovableClock;
import dev.portside.domain.shared.Unavailable;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeldLanesTest {
    private static final Duration LEASE_TTL = Duration.ofSeconds(6);
    private static final Set<LeasedLane> ALL = IntStream.range(0, Lane.COUNT)
            .mapToObj(number -> new LeasedLane(new Lane(number), 1))
            .collect(Collectors.toUnmodifiableSet());

    private final MovableClock clock = new MovableClock();
    private final SwitchableLanes lanes = new SwitchableLanes();
    private final HeldLanes held = new HeldLanes(lanes, "me", LEASE_TTL, clock);

    @Test
    void holdsNothingBeforeItsFirstRefresh() {
        assertThat(held.share(0, 1)).isEmpty();
        assertThat(held.current()).isFalse();
    }

    @Test
    void dividesAllLanesAmongItsWorkers() {
        held.refresh();
        Set<LeasedLane> union = new HashSet<>();
        for (int worker = 0; worker < 5; worker++) {
            Set<LeasedLane> share = held.share(worker, 5);
            assertThat(share).hasSizeBetween(Lane.COUNT / 5, Lane.COUNT / 5 + 1);
            assertThat(share).allMatch(union::add);
        }
        assertThat(union).isEqualTo(ALL);
    }

    @Test
    void stopsBelievingInItsLanesWhenTheyCannotBeRenewedInTime() {
        held.refresh();
        lanes.away = true;
        clock.advance(LEASE_TTL.minusNanos(1));
        assertThatThrownBy(held::refresh).isInstanceOf(Unavailable.class);
        assertThat(held.share(0, 1)).isEqualTo(ALL);
        assertThat(held.current()).isTrue();
        clock.advance(Duration.ofNanos(1));
        assertThat(held.share(0, 1)).isEmpty();
        assertThat(held.current()).isFalse();
        lanes.away = false;
        held.refresh();
        assertThat(held.share(0, 1)).isEqualTo(ALL);
    }

    @Test
    void theHeartbeatLooksAtOnceWhenItIsTold() {
        try (Worker _ = held.startHeartbeat("heartbeat", () -> {})) {
            await().until(() -> lanes.asked.get() == 1);
            held.look();
            await().until(() -> lanes.asked.get() == 2);
        }
    }

    /** The store may count the lease from the moment of the question. */
    @Test
    void countsTheLeaseFromBeforeItAsked() {
        lanes.takes = Duration.ofSeconds(4);
        held.refresh();
        clock.advance(Duration.ofSeconds(2));
        assertThat(held.current()).isFalse();
    }

    @Test
    void givesItsLanesBackWhenItIsClosed() {
        held.refresh();
        held.close();
        assertThat(held.share(0, 1)).isEmpty();
        assertThat(lanes.released).isEqualTo("me");
    }

    @Test
    void endsWellWhileItsLanesCannotBeGivenBack() {
        held.refresh();
        lanes.away = true;
        held.close();
        assertThat(held.share(0, 1)).isEmpty();
        assertThat(lanes.released).isEmpty();
    }

    private final class SwitchableLanes implements Lanes {
        private final AtomicInteger asked = new AtomicInteger();
        private boolean away;
        private Duration takes = Duration.ZERO;
        private String released = "";

        @Override
        public Set<LeasedLane> hold(String owner) {
            if (away) {
                throw new Unavailable("the leases are away", Duration.ofSeconds(1));
            }
            clock.advance(takes);
            asked.incrementAndGet();
            return ALL;
        }

        @Override
        public void release(String owner) {
            if (away) {
                throw new Unavailable("the leases are away", Duration.ofSeconds(1));
            }
            released = owner;
        }
    }
}
