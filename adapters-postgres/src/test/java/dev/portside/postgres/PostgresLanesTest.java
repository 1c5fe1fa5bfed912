package dev.portside.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portside.domain.shared.Lane;
import dev.portside.domain.shared.Lanes;
import dev.portside.domain.shared.LanesContract;
import dev.portside.domain.shared.LeasedLane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresLanesTest extends LanesContract {
    private final DatabaseAddress address = TestDatabase.freshAddress(Schema.INBOX);
    private final Database database = TestDatabase.open(address, Schema.INBOX);
    private final Lanes lanes = new PostgresLanes(database, "records", leaseTtl());

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected Lanes lanes() {
        return lanes;
    }

    @Override
    protected Duration leaseTtl() {
        return Duration.ofMinutes(10);
    }

    @Override
    protected void pass(Duration time) {
        TestDatabase.ageLeases(database, time);
    }

    @Test
    void ringsWhenLanesBecomeFreeAndOnlyThen() {
        AtomicInteger rings = new AtomicInteger();
        try (Notices _ = Notices.listen(address, Map.of(PostgresLanes.channel("records"), rings::incrementAndGet))) {
            await().until(() -> rings.get() == 1);
            lanes.hold("a");
            lanes.hold("a");
            lanes.release("nobody");
            // What b takes too little of, a gives back at its next heartbeat.
            lanes.hold("b");
            lanes.hold("a");
            await().until(() -> rings.get() == 2);
            lanes.hold("b");
            lanes.release("a");
            await().until(() -> rings.get() == 3);
        }
    }

    @Test
    void neverGivesOneLaneToTwoOwnersThatHoldAtOnce() throws Exception {
        int owners = 5;
        List<Set<LeasedLane>> held = new ArrayList<>();
        // One round for each to be known, one to give back what is too much, one to take it.
        for (int round = 0; round < 3; round++) {
            held = holdAtOnce(owners);
            Set<Lane> distinct = new HashSet<>();
            int sum = 0;
            for (Set<LeasedLane> lanesOfOne : held) {
                lanesOfOne.forEach(leased -> distinct.add(leased.lane()));
                sum += lanesOfOne.size();
            }
            // An owner that answered early may hold what it is about to give back; nobody holds what another does.
            assertThat(distinct).hasSize(sum);
        }
        assertThat(held).allSatisfy(one -> assertThat(one).hasSizeBetween(1, Math.ceilDiv(Lane.COUNT, owners)));
    }

    private List<Set<LeasedLane>> holdAtOnce(int owners) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(owners)) {
            List<Future<Set<LeasedLane>>> holding = new ArrayList<>();
            for (int i = 0; i < owners; i++) {
                String owner = "owner " + i;
                holding.add(threads.submit(() -> lanes.hold(owner)));
            }
            List<Set<LeasedLane>> held = new ArrayList<>();
            for (Future<Set<LeasedLane>> one : holding) {
                held.add(one.get());
            }
            return held;
        }
    }
}
