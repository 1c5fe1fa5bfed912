package dev.portside.postgres;

import static java.lang.System.Logger.Level.DEBUG;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Listens to channels of {@code NOTIFY}, on a connection of its own that sends nothing while it waits. A lost connection is
 * made anew; what was said meanwhile is lost, so that each new connection counts as a notice in every channel.
 */
public final class Notices implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Notices.class.getName());
    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final Duration RECONNECT = Duration.ofSeconds(1);

    private final PGSimpleDataSource source;
    private final Map<String, Runnable> channels;
    private final Thread thread;
    private volatile boolean closed;

    private Notices(DatabaseAddress address, Map<String, Runnable> channels) {
        this.source = address.dataSource(Database.CONNECT_TIME_MAX, Duration.ZERO);
        this.channels = Map.copyOf(channels);
        this.thread = Thread.ofVirtual()
                .name("notices of " + String.join(", ", channels.keySet()))
                .unstarted(this::run);
    }

    /** @param channels by their names, what is called on the listener's thread and returns at once */
    public static Notices listen(DatabaseAddress address, Map<String, Runnable> channels) {
        Notices notices = new Notices(address, channels);
        notices.thread.start();
        return notices;
    }

    private void run() {
        while (!closed) {
            try (Connection connection = source.getConnection()) {
                listen(connection);
            } catch (SQLException e) {
                LOG.log(DEBUG, () -> "no notices of " + channels.keySet() + " now: " + e.getMessage());
                pause();
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String channel : channels.keySet()) {
                statement.execute("LISTEN " + channel);
            }
        }
        channels.values().forEach(Runnable::run);
        PGConnection notices = connection.unwrap(PGConnection.class);
        while (!closed) {
            Arrays.stream(notices.getNotifications(Math.toIntExact(LOOK.toMillis())))
                    .map(PGNotification::getName)
                    .distinct()
                    .forEach(this::heard);
        }
    }

    private void heard(String channel) {
        @Nullable Runnable listener = channels.get(channel);
        if (listener != null) {
            listener.run();
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
