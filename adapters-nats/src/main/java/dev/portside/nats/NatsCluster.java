package dev.portside.nats;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.portside.domain.shared.Unavailable;
import io.nats.client.AuthenticationException;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The connection to NATS, made in the background: the servers may come later, and whenever they are lost they are looked
 * for again, for ever. Meanwhile every call fails at once.
 */
public final class NatsCluster implements AutoCloseable {
    /** How long one call to the servers may take. */
    static final Duration CALL_TIME_MAX = Duration.ofSeconds(2);

    private static final System.Logger LOG = System.getLogger(NatsCluster.class.getName());
    private static final int TRIES_LOGGED = 10;
    private static final Duration TRY_INTERVAL = Duration.ofSeconds(2);
    private static final Duration CONNECT_TIME_MAX = Duration.ofSeconds(2);
    private static final Duration RECONNECT_INTERVAL = Duration.ofMillis(500);
    private static final Duration RECONNECT_JITTER = Duration.ofMillis(200);
    private static final Duration PING_INTERVAL = Duration.ofSeconds(2);
    private static final int PINGS_UNANSWERED_MAX = 2;
    private static final Duration DRAIN_TIME_MAX = Duration.ofSeconds(2);

    private final NatsAddress address;
    private final Duration tryInterval;
    private final Thread connector;
    private final CountDownLatch closing = new CountDownLatch(1);

    /** Has a permit when there may be no connection that looks for the servers by itself. */
    private final Semaphore wanted = new Semaphore(1);

    private final AtomicBoolean lost = new AtomicBoolean();
    private volatile @Nullable Connection connection;

    private NatsCluster(NatsAddress address, Duration tryInterval) {
        this.address = address;
        this.tryInterval = tryInterval;
        this.connector = Thread.ofVirtual().name("nats-connector").unstarted(this::keepConnected);
    }

    /** Starts to connect; does not wait for it. */
    public static NatsCluster open(NatsAddress address) {
        return open(address, TRY_INTERVAL);
    }

    static NatsCluster open(NatsAddress address, Duration tryInterval) {
        NatsCluster cluster = new NatsCluster(address, tryInterval);
        cluster.connector.start();
        return cluster;
    }

    /**
     * The connection as it stands.
     *
     * @throws Unavailable when there is none
     */
    Connection connection() {
        Connection now = connection;
        if (now == null || now.getStatus() != Connection.Status.CONNECTED) {
            throw unavailable(null);
        }
        return now;
    }

    /** Whether there is a connection. A server that falls silent is noticed within seconds. */
    public boolean answers() {
        Connection now = connection;
        return now != null && now.getStatus() == Connection.Status.CONNECTED;
    }

    static Unavailable unavailable(@Nullable Throwable cause) {
        return new Unavailable("NATS cannot be reached now", TRY_INTERVAL, cause);
    }

    private void keepConnected() {
        try {
            while (closing.getCount() > 0) {
                wanted.acquire();
                Connection made = connect();
                if (made != null && made.getStatus() == Connection.Status.CLOSED) {
                    wanted.release();
                }
            }
        } catch (InterruptedException _) {
            LOG.log(DEBUG, "the search for NATS ends");
        }
    }

    private @Nullable Connection connect() throws InterruptedException {
        for (int tries = 1; closing.getCount() > 0; tries++) {
            try {
                connection = Nats.connect(options());
                LOG.log(INFO, () -> "NATS at " + address + ": connected");
                return connection;
            } catch (AuthenticationException _) {
                told(tries, "refuses this user");
            } catch (IOException _) {
                told(tries, "does not answer");
            }
            boolean _ = closing.await(tryInterval.toMillis(), TimeUnit.MILLISECONDS);
        }
        return null;
    }

    private void told(int tries, String what) {
        if (tries <= TRIES_LOGGED) {
            LOG.log(
                    WARNING,
                    () -> "NATS at %s %s: try %d of %d".formatted(address, what, tries, TRIES_LOGGED)
                            + (tries < TRIES_LOGGED ? "" : ", and more in the background"));
        }
        // Not the failure itself, whose text has the URL with its password.
        LOG.log(DEBUG, () -> "NATS at " + address + " " + what + ": try " + tries);
    }

    private Options options() {
        Options.Builder options = new Options.Builder()
                .servers(address.urls().toArray(String[]::new))
                .connectionName("portside")
                .connectionTimeout(CONNECT_TIME_MAX)
                .maxReconnects(-1)
                .reconnectWait(RECONNECT_INTERVAL)
                .reconnectJitter(RECONNECT_JITTER)
                // What cannot be sent now fails now, instead of being sent when its caller has given up.
                .reconnectBufferSize(0)
                .pingInterval(PING_INTERVAL)
                .maxPingsOut(PINGS_UNANSWERED_MAX)
                .errorListener(new QuietErrors())
                .connectionListener(this::changed);
        address.credentials().ifPresent(user -> options.authHandler(Nats.staticCredentials(user.getBytes(UTF_8))));
        return options.build();
    }

    private void changed(Connection which, ConnectionListener.Events event) {
        if (which != connection) {
            // A try to connect tells of its end twice.
            return;
        }
        switch (event) {
            case RECONNECTED -> {
                lost.set(false);
                LOG.log(INFO, () -> "NATS at " + address + ": connected again");
            }
            // Comes again with each try in vain.
            case DISCONNECTED -> {
                if (closing.getCount() > 0 && !lost.getAndSet(true)) {
                    LOG.log(WARNING, () -> "NATS at " + address + ": the connection is lost; looking for it");
                }
            }
            // The client gives up by itself when it is refused twice, as while accounts change.
            case CLOSED -> wanted.release();
            default -> LOG.log(DEBUG, () -> "NATS: " + event);
        }
    }

    /** Whoever makes a call learns of its failure there. */
    private static final class QuietErrors implements ErrorListener {
        @Override
        public void errorOccurred(Connection which, String error) {
            LOG.log(DEBUG, () -> "NATS: " + error);
        }

        @Override
        public void exceptionOccurred(Connection which, Exception failure) {
            LOG.log(DEBUG, "NATS", failure);
        }
    }

    @Override
    public void close() throws InterruptedException {
        closing.countDown();
        connector.interrupt();
        connector.join();
        Connection open = connection;
        if (open != null) {
            try {
                open.drain(DRAIN_TIME_MAX).get(DRAIN_TIME_MAX.toMillis(), TimeUnit.MILLISECONDS);
            } catch (Exception e) {
                LOG.log(DEBUG, "NATS: what was under way is left", e);
            }
            open.close();
        }
    }
}
