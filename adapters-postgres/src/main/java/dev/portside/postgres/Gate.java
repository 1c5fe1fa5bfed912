package dev.portside.postgres;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/**
 * Lets calls pass while the server can be reached. Closed by the first failure that tells it is away; opened by a probe on
 * a connection of its own, so that callers neither wait nor pile up at a server that is not there.
 */
final class Gate {
    private static final System.Logger LOG = System.getLogger(Gate.class.getName());
    private static final Duration PROBE_INTERVAL = Duration.ofMillis(200);
    private static final Duration PROBE_TIME_MAX = Duration.ofSeconds(2);

    /** A probe that takes longer is perhaps lost: the next one does not wait for its end. */
    private static final Duration PROBE_TIME_USUAL = Duration.ofMillis(500);

    /** Connections that are younger are not replaced again. */
    private static final Duration RENEWAL_INTERVAL = Duration.ofSeconds(5);

    private final String what;
    private final DataSource source;
    private final Runnable forgetConnections;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean doubted = new AtomicBoolean();
    private volatile long renewedAt = System.nanoTime() - RENEWAL_INTERVAL.toNanos();
    private volatile boolean shut;

    /**
     * @param forgetConnections called when the server is found again, before any call passes: each connection from before an
     *     outage would fail one call more and close the gate again
     */
    Gate(String what, DatabaseAddress address, Runnable forgetConnections) {
        this(what, address.dataSource(PROBE_TIME_MAX, PROBE_TIME_MAX), forgetConnections);
    }

    /** @param source makes connections for probes */
    Gate(String what, DataSource source, Runnable forgetConnections) {
        this.what = what;
        this.source = source;
        this.forgetConnections = forgetConnections;
    }

    /** Throws {@link dev.portside.domain.shared.Unavailable} when the gate is closed. */
    void pass() {
        if (closed.get()) {
            throw SqlFaults.unavailable(what, new SQLException("known to be away", "08000"));
        }
    }

    boolean closed() {
        return closed.get();
    }

    /** Closes the gate, and starts to look for the server. */
    void close() {
        if (closed.compareAndSet(false, true)) {
            LOG.log(WARNING, () -> what + " is away");
            Thread.ofVirtual().name("search for " + what).start(this::search);
        }
    }

    /** What {@link Database#renewConnections} does. */
    boolean renew(Duration timeMax) {
        long start = System.nanoTime();
        if (closed()) {
            return false;
        }
        if (isRenewed(start)) {
            return true;
        }
        if (!answers() || System.nanoTime() - start > timeMax.toNanos()) {
            return false;
        }
        renewConnections(start);
        return true;
    }

    private boolean isRenewed(long now) {
        return now - renewedAt < RENEWAL_INTERVAL.toNanos();
    }

    private void renewConnections(long now) {
        renewedAt = now;
        forgetConnections.run();
    }

    /**
     * For who waits for a connection in vain: asks the server, one caller at a time. When it gives no answer, the gate is
     * closed. When it does, connections are made slowly, or those that lie ready are dead and have to make room.
     */
    void doubt() {
        if (!doubted.compareAndSet(false, true)) {
            return;
        }
        try {
            long start = System.nanoTime();
            if (isRenewed(start)) {
                return;
            }
            if (answers()) {
                renewConnections(start);
            } else {
                close();
            }
        } finally {
            doubted.set(false);
        }
    }

    /** Ends the looking. */
    void shut() {
        shut = true;
    }

    private void search() {
        CountDownLatch found = new CountDownLatch(1);
        try {
            while (!shut) {
                Thread.ofVirtual()
                        .name("probe of " + what)
                        .start(() -> probe(found))
                        .join(PROBE_TIME_USUAL);
                if (found.await(PROBE_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                    LOG.log(INFO, () -> what + " is back");
                    forgetConnections.run();
                    closed.set(false);
                    return;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void probe(CountDownLatch found) {
        if (answers()) {
            found.countDown();
        }
    }

    private boolean answers() {
        try (Connection connection = source.getConnection()) {
            return connection.isValid(Math.toIntExact(PROBE_TIME_MAX.toSeconds()));
        } catch (SQLException _) {
            return false;
        }
    }
}
