package dev.portside.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.portside.domain.shared.Unavailable;
import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbClientException;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbTransaction;
import io.helidon.dbclient.jdbc.JdbcClientBuilder;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * One database: a bounded pool of connections, and a gate before it. Once the server is known to be away, every call fails
 * at once instead of after a wait for a connection, until a probe has reached the server again.
 *
 * <p>Every wait is bounded: for a connection by {@code connectionTimeout}, for a new one to be made by
 * {@link #CONNECT_TIME_MAX}, for a statement by {@link #STATEMENT_TIME_MAX}, on the server's side and on ours.
 */
public final class Database implements AutoCloseable {
    static final Duration CONNECT_TIME_MAX = Duration.ofSeconds(2);
    static final Duration STATEMENT_TIME_MAX = Duration.ofSeconds(5);

    /** The pool's shortest wait. A caller waits several times: in between it sees whether the server is known to be away. */
    private static final Duration POOL_WAIT = Duration.ofMillis(250);

    /** Whoever has waited so long for a connection asks whether the server is there. */
    private static final Duration WAIT_WITHOUT_DOUBT = Duration.ofSeconds(1);

    private static final Duration CHECK_TIME_MAX = Duration.ofSeconds(1);

    private static final Duration IDLE_IN_TRANSACTION_MAX = Duration.ofSeconds(5);

    /** Every statement is meant to be run by its indexes, and to be planned once for each connection. */
    static final String PLANNER = " -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c jit=off";

    private static final String LIMIT = """
            SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
                - coalesce(current_setting('reserved_connections', true), '0')::int""";

    static {
        // The pool asks the server whether a connection lives that was not used for this long. A heartbeat uses one
        // more often, so that an idle instance asks its questions and nothing else.
        System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", "5000");
    }

    private final String what;
    private final HikariDataSource pool;
    private final Optional<ObservedStatements> observed;
    private final DbClient client;
    private final int poolSize;
    private final Semaphore connections;
    private final Duration connectionTimeout;
    private final Gate gate;

    /**
     * Opens the pool; connects when it is first used.
     *
     * @param poolSize connections at most
     * @param connectionTimeout how long a call waits while all connections are in use, and for one to be made
     */
    public Database(DatabaseAddress address, Schema schema, int poolSize, Duration connectionTimeout) {
        this(address, schema, poolSize, connectionTimeout, Optional.empty());
    }

    /** The same with somebody who is to see every statement. */
    public Database(
            DatabaseAddress address,
            Schema schema,
            int poolSize,
            Duration connectionTimeout,
            Optional<StatementObserver> observer) {
        this.what = schema.title();
        this.gate = new Gate(what, address, this::forgetConnections);
        this.pool = new HikariDataSource(config(source(address, gate), schema, poolSize));
        JdbcClientBuilder builder = JdbcClientBuilder.create().connectionPool(this::connection);
        this.observed = observer.map(ObservedStatements::new);
        observed.ifPresent(builder::addService);
        this.client = builder.build();
        this.poolSize = poolSize;
        this.connections = new Semaphore(poolSize);
        this.connectionTimeout = connectionTimeout;
    }

    /**
     * How many connections the server has for ordinary users.
     *
     * @throws Unavailable when the server is away
     */
    public static int connectionsMax(DatabaseAddress address, Schema schema) {
        try (Connection connection =
                        address.dataSource(CONNECT_TIME_MAX, STATEMENT_TIME_MAX).getConnection();
                Statement statement = connection.createStatement();
                ResultSet limit = statement.executeQuery(LIMIT)) {
            limit.next();
            return limit.getInt(1);
        } catch (SQLException e) {
            throw SqlFaults.unavailable(schema.title(), e);
        }
    }

    private static HikariConfig config(DataSource source, Schema schema, int poolSize) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(schema.lowerCase());
        config.setDataSource(source);
        config.setMaximumPoolSize(poolSize);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(POOL_WAIT.toMillis());
        config.setValidationTimeout(CHECK_TIME_MAX.toMillis());
        config.setIdleTimeout(Duration.ofMinutes(5).toMillis());
        // The first connection is made by the first call, which knows what to do without one.
        config.setInitializationFailTimeout(-1);
        return config;
    }

    private static DataSource source(DatabaseAddress address, Gate gate) {
        WatchedSource source =
                address.told(new WatchedSource(gate::close), CONNECT_TIME_MAX, STATEMENT_TIME_MAX.plusSeconds(1));
        source.setOptions("-c statement_timeout=" + STATEMENT_TIME_MAX.toMillis()
                + " -c idle_in_transaction_session_timeout=" + IDLE_IN_TRANSACTION_MAX.toMillis()
                + " -c timezone=UTC" + PLANNER);
        return source;
    }

    /**
     * Runs statements, each of which commits by itself.
     *
     * @throws Unavailable when the server is away, too busy, or has broken off; what was under way may have been committed
     * @throws DbClientException when a statement cannot be executed as it is
     */
    public <T> T execute(Function<DbExecute, T> work) {
        return guarded(() -> work.apply(client.execute()));
    }

    /** Runs statements in one transaction, which commits when {@code work} returns. Throws as {@link #execute} does. */
    public <T> T transaction(Function<DbExecute, T> work) {
        return guarded(() -> {
            DbTransaction transaction = client.transaction();
            T result;
            try {
                result = work.apply(transaction);
            } catch (RuntimeException | Error e) {
                rollback(transaction, e);
                throw e;
            }
            transaction.commit();
            return result;
        });
    }

    /** The same for work without a result. */
    public void inTransaction(Consumer<DbExecute> work) {
        boolean _ = transaction(db -> {
            work.accept(db);
            return true;
        });
    }

    private static void rollback(DbTransaction transaction, Throwable cause) {
        try {
            transaction.rollback();
        } catch (DbClientException e) {
            cause.addSuppressed(e);
        }
    }

    /** Whether the server answers now. Fails at once when it is known to be away, else within the time of a statement. */
    public boolean answers() {
        try {
            return execute(db -> db.query("SELECT 1").count()) == 1;
        } catch (Unavailable _) {
            return false;
        }
    }

    /** Connections in use. */
    public int connectionsUsed() {
        return poolSize - connections.availablePermits();
    }

    /** Connections that may be in use at once. */
    public int poolSize() {
        return poolSize;
    }

    /** Whether calls are let pass: the server answered last time that it was asked. */
    boolean reachable() {
        return !gate.closed();
    }

    /** Whether a statement failed since it would have stored a key twice. */
    public static boolean isDuplicate(DbClientException failure) {
        return SqlFaults.isDuplicate(failure);
    }

    /**
     * For who waits longer for an answer than anything takes here: asks the server on a new connection. When that answers,
     * the connections that lie ready have perhaps lost their other side, of which nobody is told, and are replaced.
     *
     * @param timeMax an answer that takes longer, with all that it takes to connect, speaks for a slow server
     * @return whether the server can be asked on new connections
     */
    public boolean renewConnections(Duration timeMax) {
        return gate.renew(timeMax);
    }

    private void forgetConnections() {
        pool.getHikariPoolMXBean().softEvictConnections();
    }

    private interface Work<T> {
        T run();
    }

    private <T> T guarded(Work<T> work) {
        gate.pass();
        enter();
        try {
            return work.run();
        } catch (DbClientException e) {
            observed.ifPresent(each -> each.failed(e));
            SQLException cause = SqlFaults.cause(e).orElseThrow(() -> e);
            if (SqlFaults.isOutage(cause)) {
                gate.close();
            }
            if (SqlFaults.isPassing(cause)) {
                throw SqlFaults.unavailable(what, e);
            }
            throw e;
        } finally {
            connections.release();
        }
    }

    private void enter() {
        try {
            if (!connections.tryAcquire(connectionTimeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Unavailable("all connections to " + what + " are in use", Duration.ofSeconds(1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SqlFaults.unavailable(what, e);
        }
    }

    private Connection connection() {
        long start = System.nanoTime();
        while (true) {
            gate.pass();
            try {
                return pool.getConnection();
            } catch (SQLException e) {
                long waited = System.nanoTime() - start;
                if (waited >= Math.max(connectionTimeout.toNanos(), CONNECT_TIME_MAX.toNanos())) {
                    throw new DbClientException("no connection to " + what, e);
                }
                if (waited >= WAIT_WITHOUT_DOUBT.toNanos()) {
                    gate.doubt();
                }
            }
        }
    }

    @Override
    public void close() {
        gate.shut();
        client.close();
        pool.close();
    }
}
