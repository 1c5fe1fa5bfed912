package dev.portside.postgres;

import static java.lang.System.Logger.Level.DEBUG;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Listens to one channel of {@code NOTIFY}, on a connection of its own that sends nothing while it waits. A lost connection
 * is made anew; what was said meanwhile is lost, so that each new connection counts as a notice.
 */
public final class Notices implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Notices.class.getName());
    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final Duration RECONNECT = Duration.ofSeconds(1);

    private final PGSimpleDataSource source;
    private final String channel;
    private final Runnable heard;
    private final Thread thread;
    private volatile boolean closed;

    private Notices(DatabaseAddress address, String channel, Runnable heard) {
        this.source = address.dataSource(Database.CONNECT_TIME_MAX, Duration.ZERO);
        this.channel = channel;
        this.heard = heard;
        this.thread = Thread.ofVirtual().name("notices of " + channel).unstarted(this::run);
    }

    /** @param heard called on the listener's thread; returns at once */
    public static Notices listen(DatabaseAddress address, String channel, Runnable heard) {
        Notices notices = new Notices(address, channel, heard);
        notices.thread.start();
        return notices;
    }

    private void run() {
        while (!closed) {
            try (Connection connection = source.getConnection()) {
                listen(connection);
            } catch (SQLException e) {
                LOG.log(DEBUG, () -> "no notices of " + channel + " now: " + e.getMessage());
                pause();
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + channel);
        }
        heard.run();
        PGConnection notices = connection.unwrap(PGConnection.class);
        while (!closed) {
            if (notices.getNotifications(Math.toIntExact(LOOK.toMillis())).length > 0) {
                heard.run();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(RECONNECT);
        } catch (InterruptedException _) {
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
