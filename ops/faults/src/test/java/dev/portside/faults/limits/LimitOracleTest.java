package dev.portside.faults.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.shared.Seed;
import dev.portside.faults.oracle.Fault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The judge on a limiter without a fault, and on each way to give too much. */
class LimitOracleTest {
    private static final long SECOND = 1_000_000_000;
    private static final int CAPACITY = 20;
    private static final int PER_SECOND = 8;
    private static final long CALLS_PER_SECOND = 40;

    private final RandomGenerator random = new SplittableRandom(Seed.of(LimitOracleTest.class));
    private final List<Death> deaths = new ArrayList<>();

    private List<Fault> faults(List<Taken> calls) {
        List<Taken> inAnyOrder = new ArrayList<>(calls);
        Collections.shuffle(inAnyOrder);
        return new LimitOracle(CAPACITY, PER_SECOND, deaths).judge(inAnyOrder);
    }

    /** A bucket under more calls than it has tokens for. */
    private List<Taken> calls(String key, double capacity, double perSecond, long from, long to) {
        List<Taken> calls = new ArrayList<>();
        double level = capacity;
        long last = from;
        for (long at = from; at < to; at += random.nextLong(2 * SECOND / CALLS_PER_SECOND)) {
            level = Math.min(capacity, level + (at - last) * perSecond / SECOND);
            last = at;
            boolean given = level >= 1;
            level -= given ? 1 : 0;
            long network = random.nextLong(SECOND / 100);
            calls.add(new Taken(key, given, at - network, at + random.nextLong(SECOND / 100)));
        }
        return calls;
    }

    private List<Taken> right() {
        return calls("a", CAPACITY, PER_SECOND, 0, 120 * SECOND);
    }

    @Test
    void nothingIsWrongWithALimiterThatGivesAllItMay() {
        List<Taken> calls = right();
        calls.addAll(calls("b", CAPACITY, PER_SECOND, 0, 120 * SECOND));
        assertThat(faults(calls)).isEmpty();
    }

    @Test
    void aBucketThatHoldsMoreGivesTooMuchAtOnce() {
        assertThat(faults(calls("a", CAPACITY + 2, PER_SECOND, 0, 2 * SECOND))).isNotEmpty();
    }

    @Test
    void aBucketThatFillsFasterGivesTooMuchInTime() {
        assertThat(faults(calls("a", CAPACITY, PER_SECOND * 1.1, 0, 60 * SECOND)))
                .isNotEmpty();
    }

    @Test
    void twoInstancesWithABucketEachGiveTooMuch() {
        List<Taken> calls = calls("a", CAPACITY, PER_SECOND, 0, 10 * SECOND);
        calls.addAll(calls("a", CAPACITY, PER_SECOND, 0, 10 * SECOND));
        assertThat(faults(calls))
                .isNotEmpty()
                .allSatisfy(fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.OVER_ADMITTED));
    }

    @Test
    void aFewTokensMoreAtAnyMomentAreSeen() {
        List<Taken> calls = right();
        long at = random.nextLong(10, 110) * SECOND;
        for (int i = 0; i < 3; i++) {
            calls.add(new Taken("a", true, at, at + 1));
        }
        assertThat(faults(calls)).isNotEmpty();
    }

    @Test
    void aStoreThatWasKilledMayGiveABucketMoreAndNoSecondOne() {
        List<Taken> calls = calls("a", CAPACITY, PER_SECOND, 0, 30 * SECOND);
        calls.addAll(calls("a", CAPACITY, PER_SECOND, 31 * SECOND, 60 * SECOND));
        assertThat(faults(calls)).isNotEmpty();
        deaths.add(new Death(30 * SECOND, 30 * SECOND + 1));
        assertThat(faults(calls)).isEmpty();
        calls.addAll(calls("a", CAPACITY, PER_SECOND, 60 * SECOND, 70 * SECOND));
        assertThat(faults(calls)).isNotEmpty();
    }
}
