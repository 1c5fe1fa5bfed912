package dev.portside.postgres;

import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where a database is, and who asks.
 *
 * @param sslMode as PostgreSQL's clients name it: {@code disable}, {@code prefer}, {@code require}, {@code verify-full} ...
 */
public record DatabaseAddress(String host, int port, String user, String password, String name, String sslMode) {
    /** Connections with deadlines: without them, a server that hangs would hang its callers. */
    PGSimpleDataSource dataSource(Duration connectTimeMax, Duration answerTimeMax) {
        return told(new PGSimpleDataSource(), connectTimeMax, answerTimeMax);
    }

    /** The source, told where the database is and which deadlines there are. */
    <S extends PGSimpleDataSource> S told(S source, Duration connectTimeMax, Duration answerTimeMax) {
        source.setServerNames(new String[] {host});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(name);
        source.setUser(user);
        source.setPassword(password);
        source.setSslMode(sslMode);
        source.setApplicationName("portside");
        source.setConnectTimeout(seconds(connectTimeMax));
        source.setLoginTimeout(seconds(connectTimeMax));
        source.setSocketTimeout(seconds(answerTimeMax));
        source.setTcpKeepAlive(true);
        // Every server is newer: what older ones had to be told after a connection was made costs two round trips.
        source.setAssumeMinServerVersion("12");
        return source;
    }

    private static int seconds(Duration time) {
        return Math.toIntExact(Math.ceilDiv(time.toMillis(), 1000));
    }

    /** Without the password, so that it can be shown. */
    @Override
    public String toString() {
        return user + '@' + host + ':' + port + '/' + name;
    }
}
