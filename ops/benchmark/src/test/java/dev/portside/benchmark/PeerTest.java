package dev.portside.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.stack.LocalStack;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** What Portside is compared with does what it is there for. */
class PeerTest {
    private static final Duration TIME = Duration.ofMillis(200);

    private final Databases databases = Databases.fresh(LocalStack.shared());

    @Test
    void executesEveryTaskOnce() throws SQLException, ExecutionException, InterruptedException {
        try (Peer peer = new Peer(databases, PeerSettings.of(PeerSettings.FASTEST))) {
            Throughput first = peer.throughput(TIME, 1);
            Throughput second = peer.throughput(TIME, 2);

            assertThat(first.applied()).isEqualTo(first.accepted()).isPositive();
            assertThat(second.applied()).isEqualTo(second.accepted()).isPositive();
        }
    }

    @Test
    void insertsAreCountedInBoth() throws SQLException {
        databases.settle();
        try (Floor floor = new Floor(databases)) {
            assertThat(floor.measure(TIME)).isPositive();
        }
    }
}
