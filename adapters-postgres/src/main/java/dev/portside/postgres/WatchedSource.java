package dev.portside.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/** Makes a pool's connections, and tells at once when the server can't be reached: the pool itself would only try again. */
final class WatchedSource extends PGSimpleDataSource {
    private static final long serialVersionUID = 1L;

    private final transient Runnable outage;

    WatchedSource(Runnable outage) {
        this.outage = outage;
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
