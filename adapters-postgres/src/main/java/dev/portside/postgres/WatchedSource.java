package dev.portside.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Makes a pool's connections, and tells at once when the server can't be reached: the pool itself would only try again. The
 * time that one may take is set once: the pool would allow as little as its callers wait at a time, a second, and a server
 * that is far or slow would count as away.
 */
final class WatchedSource extends PGSimpleDataSource {
    private static final long serialVersionUID = 1L;

    private final transient Runnable outage;

    WatchedSource(Runnable outage) {
        this.outage = outage;
    }

    /** @param seconds the first that are set count */
    @Override
    public void setLoginTimeout(int seconds) {
        if (getLoginTimeout() == 0) {
            super.setLoginTimeout(seconds);
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        try {
            return super.getConnection(user, password);
        } catch (SQLException e) {
            if (SqlFaults.isOutage(e)) {
                outage.run();
            }
            throw e;
        }
    }
}
