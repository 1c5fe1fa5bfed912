package dev.portside.postgres;

import static org.awaitility.Awaitility.await;

import java.io.Serial;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class GateTest {
    private static final Duration TIME_MAX = Duration.ofSeconds(2);

    @Test
    void aProbeThatIsLostDoesNotHoldUpTheNext() {
        CountDownLatch over = new CountDownLatch(1);
        Gate gate = new Gate(
                "a database",
                TestDatabase.freshAddress(Schema.MAIN).told(new FirstIsLost(over), TIME_MAX, TIME_MAX),
                () -> {});
        try {
            gate.close();
            await().until(() -> !gate.closed());
        } finally {
            gate.shut();
            over.countDown();
        }
    }

    private static final class FirstIsLost extends PGSimpleDataSource {
        @Serial
        private static final long serialVersionUID = 1L;

        private final transient CountDownLatch over;
        private final AtomicBoolean lost = new AtomicBoolean();

        private FirstIsLost(CountDownLatch over) {
            this.over = over;
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            if (lost.compareAndSet(false, true)) {
                try {
                    over.await();
                } catch (InterruptedException e) {
                    throw new SQLException(e);
                }
            }
            return super.getConnection(user, password);
        }
    }
}
