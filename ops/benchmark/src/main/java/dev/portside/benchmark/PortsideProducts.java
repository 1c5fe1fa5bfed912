package dev.portside.benchmark;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.HdrHistogram.Histogram;

/** Portside's products: events go in over HTTP, and how many are done is read from its store. */
final class PortsideProducts implements Contender, AutoCloseable {
    private static final int FIRST_CALLS = 200;
    private static final Duration START_MAX = Duration.ofSeconds(30);
    private static final Duration DRAIN_MAX = Duration.ofMinutes(5);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(5);
    private static final String DONE = "SELECT coalesce(sum(next), 0) FROM stream_positions";

    private final ServerProcess server;
    private final Connection store;
    private final PreparedStatement done;
    private final RandomGenerator random;

    /** Waits until the service accepts events, and has none to do. */
    PortsideProducts(ServerProcess server, Databases databases, RandomGenerator random)
            throws IOException, InterruptedException, SQLException {
        this.server = server;
        this.store = Databases.connect(databases.main());
        this.done = store.prepareStatement(DONE);
        this.random = random;
        long start = System.nanoTime();
        while (!accepts(System.nanoTime() - start < START_MAX.toNanos())) {
            Thread.sleep(LOOK_INTERVAL);
        }
        try (Client client = new Client()) {
            while (!client.get(server.url("/health/products")).contains("\"queued\":0}")) {
                Thread.sleep(LOOK_INTERVAL);
            }
        }
    }

    /** Whether a caller alone is accepted again and again: a service that has just started may refuse. */
    private boolean accepts(boolean mayRefuse) throws IOException {
        try (Callers caller = new Callers(server.port(), 1)) {
            return caller.call(ProductCalls.calls(random), Pace.calls(FIRST_CALLS), "202", Integer.MAX_VALUE)
                            .count()
                    == FIRST_CALLS;
        } catch (IOException e) {
            if (mayRefuse) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public Throughput throughput(Duration time) throws IOException, InterruptedException {
        return run(Pace.closedLoop(time)).throughput();
    }

    /** How long answers take when calls come evenly at a rate. */
    Histogram accepting(double perSecond, Duration time) throws IOException, InterruptedException {
        return run(Pace.openLoop(perSecond, time)).answers().latencies();
    }

    private record Run(Answers answers, Throughput throughput) {}

    private Run run(Pace pace) throws IOException, InterruptedException {
        long before = done();
        try (Callers callers = new Callers(server.port(), CALLERS)) {
            long start = System.nanoTime();
            Answers answers = callers.call(ProductCalls.calls(random), pace, "202", Integer.MAX_VALUE);
            while (done() - before < answers.count()) {
                if (System.nanoTime() - start > DRAIN_MAX.toNanos()) {
                    throw new IOException("only " + (done() - before) + " of " + answers.count() + " are done");
                }
                Thread.sleep(LOOK_INTERVAL);
            }
            long applyNanos = System.nanoTime() - start;
            return new Run(answers, new Throughput(answers.count(), answers.nanos(), done() - before, applyNanos));
        }
    }

    private long done() throws IOException {
        try (ResultSet row = done.executeQuery()) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws SQLException {
        store.close();
    }
}
