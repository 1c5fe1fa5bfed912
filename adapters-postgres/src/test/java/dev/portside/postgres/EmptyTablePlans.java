package dev.portside.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PreferQueryMode;

/**
 * How the server would run the statements that were executed, when their table was empty as it last looked: in that state
 * the planner takes reading all of the table for the cheapest way of everything.
 */
public final class EmptyTablePlans {
    private static final Duration TIME_MAX = Duration.ofSeconds(10);
    private static final Pattern PLANNED = Pattern.compile("\\s*(WITH|SELECT|INSERT|UPDATE|DELETE)\\b");
    private static final String STEP = "->";
    private static final Pattern CONDITION = Pattern.compile("(Index|Recheck|TID) Cond: .*");

    private final DatabaseAddress address;
    private final Database database;
    private final Set<String> statements = ConcurrentHashMap.newKeySet();

    public EmptyTablePlans(Schema schema) {
        this.address = TestDatabase.freshAddress(schema);
        this.database = TestDatabase.open(address, schema, (sql, _, _) -> statements.add(sql));
    }

    /** Through which the statements are to be executed; to be closed by whoever does. */
    public Database database() {
        return database;
    }

    /** Statements so far that name this table and have a plan. */
    public List<String> statementsOn(String table) {
        return statements.stream()
                .filter(sql -> sql.contains(table) && PLANNED.matcher(sql).lookingAt())
                .toList();
    }

    /**
     * The statements that would read all of a table that is empty now, each with its plan.
     *
     * @param small indexes of so few of its rows that they may be read whole
     */
    public List<String> readingAllOf(String table, Set<String> small) throws SQLException {
        PGSimpleDataSource source = address.dataSource(TIME_MAX, TIME_MAX);
        // Parameters have no values in these statements.
        source.setPreferQueryMode(PreferQueryMode.SIMPLE);
        source.setOptions(Database.PLANNER);
        List<String> found = new ArrayList<>();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("VACUUM (ANALYZE, TRUNCATE false) " + table);
            for (String sql : statementsOn(table)) {
                List<String> plan = plan(statement, sql);
                if (readsAllOf(table, small, plan)) {
                    found.add(sql + '\n' + String.join("\n", plan));
                }
            }
        }
        return found;
    }

    private static List<String> plan(Statement statement, String sql) throws SQLException {
        String numbered = sql;
        for (int i = 1; numbered.indexOf('?') >= 0; i++) {
            numbered = numbered.replaceFirst("\\?", "\\$" + i);
        }
        List<String> plan = new ArrayList<>();
        try (ResultSet lines = statement.executeQuery("EXPLAIN (GENERIC_PLAN, COSTS OFF) " + numbered)) {
            while (lines.next()) {
                plan.add(lines.getString(1));
            }
        }
        return plan;
    }

    /** In a plan, a step is under the last one before it that is less indented, and its conditions follow it. */
    private static boolean readsAllOf(String table, Set<String> small, List<String> plan) {
        Pattern scan = Pattern.compile(".* Scan (Backward )?(using (?<index>\\w+) )?on " + table + "\\w*( .*)?");
        for (int i = 0; i < plan.size(); i++) {
            Matcher step = scan.matcher(plan.get(i));
            if (step.matches()
                    && !small.contains(Optional.ofNullable(step.group("index")).orElse(""))
                    && !isLimit(above(plan, i))
                    && plan.subList(i + 1, plan.size()).stream()
                            .takeWhile(line -> !line.contains(STEP))
                            .noneMatch(line -> CONDITION.matcher(line.strip()).matches())) {
                return true;
            }
        }
        return false;
    }

    private static String above(List<String> plan, int step) {
        int indent = plan.get(step).indexOf(STEP);
        return plan.subList(0, step).reversed().stream()
                .filter(line -> line.indexOf(STEP) < indent && (line.contains(STEP) || line.equals(plan.getFirst())))
                .findFirst()
                .orElse("");
    }

    private static boolean isLimit(String step) {
        return step.endsWith("Limit");
    }
}
