package dev.portside.stack;

import dev.portside.stack.docker.ContainerRunner;
import dev.portside.stack.docker.Docker;
import dev.portside.stack.process.Ports;
import dev.portside.stack.process.PostgresProcess;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A PostgreSQL server. */
public final class LocalPostgres extends LocalServer {
    private static final Duration READY_TIME_MAX = Duration.ofSeconds(30);
    private static final int CONNECTIONS_MAX = 300;
    private static final String IMAGE = "postgres:18.4-alpine";
    private static final int INNER_PORT = 5432;

    /** Text in the order of its code points, on every machine, and letters that know their lower case. */
    private static final List<String> INITDB_OPTIONS =
            List.of("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8");

    /** Its name, its password and its database. */
    private static final String USER = "postgres";

    /** A killed server's commits are in the system's memory, or in its log when it didn't die but lost power. */
    private static final List<String> SURVIVING_DEATH =
            List.of("fsync=off", "full_page_writes=off", "synchronous_commit=on");

    private static final List<String> SURVIVING_POWER_LOSS =
            List.of("fsync=on", "full_page_writes=on", "synchronous_commit=on");

    private final Database maintenance;

    private LocalPostgres(Running running, String user, String password, String database) {
        super(running, READY_TIME_MAX);
        this.maintenance = new Database(running.host(), running.port(), user, password, database);
    }

    /** Starts a server for the caller alone. */
    public static LocalPostgres start(String name, Profile profile) {
        int port = Ports.free();
        List<String> settings = new ArrayList<>(profile == Profile.PRODUCTION ? SURVIVING_POWER_LOSS : SURVIVING_DEATH);
        settings.add("max_connections=" + CONNECTIONS_MAX);
        Runner runner = Docker.isUsed()
                ? container(name, port, settings)
                : PostgresProcess.of(name, TemporaryFolders.next(name), port, INITDB_OPTIONS, settings);
        LocalPostgres postgres = new LocalPostgres(Running.here(name, port, runner), USER, USER, USER);
        postgres.startOrClose();
        return postgres;
    }

    private static Runner container(String name, int port, List<String> settings) {
        List<String> command = new ArrayList<>(List.of("postgres"));
        settings.forEach(setting -> command.addAll(List.of("-c", setting)));
        return ContainerRunner.of(new ContainerRunner.Plan(
                name,
                IMAGE,
                port,
                INNER_PORT,
                Map.of("POSTGRES_PASSWORD", USER, "POSTGRES_INITDB_ARGS", String.join(" ", INITDB_OPTIONS)),
                Map.of(),
                command));
    }

    static LocalPostgres given(Backend backend, URI address) {
        String[] credentials = address.getUserInfo().split(":", 2);
        return new LocalPostgres(
                Running.given(backend, address),
                credentials[0],
                credentials[1],
                address.getPath().substring(1));
    }

    /** The database that is always there: for making and dropping others. */
    public Database maintenance() {
        return maintenance;
    }

    /** A new empty database. */
    public Database freshDatabase() {
        return freshDatabase("template1");
    }

    /**
     * A new database with all that is in another: migrate one once, and copy it for each test.
     *
     * @param template nobody may be connected to it meanwhile
     */
    public Database freshDatabase(Database template) {
        return freshDatabase(template.name());
    }

    private Database freshDatabase(String template) {
        Database fresh = maintenance.named(Names.fresh("test").replace('-', '_'));
        execute("CREATE DATABASE %s TEMPLATE %s".formatted(quoted(fresh), '"' + template + '"'));
        return fresh;
    }

    /** The database of that name, made when it isn't there. */
    public Database database(String name) {
        Database database = maintenance.named(name);
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            boolean there = statement
                    .executeQuery("SELECT 1 FROM pg_database WHERE datname = '%s'".formatted(name.replace("'", "''")))
                    .next();
            if (!there) {
                statement.execute("CREATE DATABASE " + quoted(database));
            }
        } catch (SQLException e) {
            throw new StackFailure(this + " can't make the database " + name + ": " + e.getMessage(), e);
        }
        return database;
    }

    /** Drops a database, whoever is connected to it. */
    public void drop(Database database) {
        execute("DROP DATABASE IF EXISTS " + quoted(database) + " WITH (FORCE)");
    }

    private void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new StackFailure(this + " refuses " + sql + ": " + e.getMessage(), e);
        }
    }

    private static String quoted(Database database) {
        return '"' + database.name().replace("\"", "\"\"") + '"';
    }

    @Override
    void probe() throws SQLException {
        connect().close();
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", maintenance.user());
        properties.setProperty("password", maintenance.password());
        properties.setProperty("connectTimeout", "1");
        properties.setProperty("socketTimeout", "20");
        properties.setProperty("loginTimeout", "2");
        return DriverManager.getConnection(maintenance.jdbcUrl(), properties);
    }
}
