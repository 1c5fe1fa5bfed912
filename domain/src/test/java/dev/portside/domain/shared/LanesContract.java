package dev.portside.domain.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What every binding of {@link Lanes} does. */
public abstract class LanesContract {
    /** Fresh lanes with the lease time of {@link #leaseTtl}. */
    protected abstract Lanes lanes();

    protected abstract Duration leaseTtl();

    /** Lets the time pass, for real or on the binding's clock. */
    protected abstract void pass(Duration time) throws InterruptedException;

    @Test
    void givesAllLanesToTheOnlyOwner() {
        assertThat(numbers(lanes().hold("a"))).hasSize(Lane.COUNT);
    }

    @Test
    void sharesFairlyWhenASecondOwnerJoins() {
        Lanes lanes = lanes();
        lanes.hold("a");
        lanes.hold("b");
        Set<Integer> first = numbers(lanes.hold("a"));
        Set<Integer> second = numbers(lanes.hold("b"));
        assertThat(first).hasSize(Lane.COUNT / 2).doesNotContainAnyElementsOf(second);
        assertThat(second).hasSize(Lane.COUNT / 2);
    }

    @Test
    void handsReleasedLanesOverAtOnceWithANewerEpoch() {
        Lanes lanes = lanes();
        Set<LeasedLane> before = lanes.hold("a");
        lanes.release("a");
        Set<LeasedLane> after = lanes.hold("b");
        assertThat(numbers(after)).hasSize(Lane.COUNT);
        assertThat(minEpoch(after)).isGreaterThan(maxEpoch(before));
    }

    @Test
    void takesLanesOfASilentOwnerWhenItsLeaseIsOver() throws InterruptedException {
        Lanes lanes = lanes();
        Set<LeasedLane> before = lanes.hold("a");
        assertThat(lanes.hold("b")).isEmpty();
        pass(leaseTtl().plusMillis(1));
        Set<LeasedLane> after = lanes.hold("b");
        assertThat(numbers(after)).hasSize(Lane.COUNT);
        assertThat(minEpoch(after)).isGreaterThan(maxEpoch(before));
    }

    @Test
    void keepsTheEpochsOfAnOwnerThatRenewsInTime() throws InterruptedException {
        Lanes lanes = lanes();
        Set<LeasedLane> before = lanes.hold("a");
        pass(leaseTtl().dividedBy(2));
        assertThat(lanes.hold("a")).isEqualTo(before);
    }

    private static Set<Integer> numbers(Set<LeasedLane> held) {
        Set<Integer> numbers =
                held.stream().map(leased -> leased.lane().number()).collect(Collectors.toSet());
        assertThat(new HashSet<>(numbers)).hasSameSizeAs(held);
        return numbers;
    }

    private static long minEpoch(Set<LeasedLane> held) {
        return held.stream().mapToLong(LeasedLane::epoch).min().orElseThrow();
    }

    private static long maxEpoch(Set<LeasedLane> held) {
        return held.stream().mapToLong(LeasedLane::epoch).max().orElseThrow();
    }
}
