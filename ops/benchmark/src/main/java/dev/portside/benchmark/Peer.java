package dev.portside.benchmark;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.portside.stack.Database;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

/**
 * What Portside is compared with: db-scheduler, whose tasks are in the inbox database and do to the main database what
 * Portside's do. Whatever was open is settled in its favour: its callers are in its process and send no HTTP, a task is
 * scheduled with one statement instead of two, its data is plain text, and its settings are those that were fastest.
 */
final class Peer implements AutoCloseable {
    private static final Duration DRAIN_MAX = Duration.ofMinutes(5);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(1);

    /** As its documentation has them. */
    private static final String TASKS = """
            CREATE TABLE scheduled_tasks (
              task_name text NOT NULL,
              task_instance text NOT NULL,
              task_data bytea,
              execution_time timestamptz NOT NULL,
              picked boolean NOT NULL,
              picked_by text,
              last_success timestamptz,
              last_failure timestamptz,
              consecutive_failures int,
              last_heartbeat timestamptz,
              version bigint NOT NULL,
              priority smallint,
              PRIMARY KEY (task_name, task_instance)
            );
            CREATE INDEX execution_time_idx ON scheduled_tasks (execution_time);
            CREATE INDEX last_heartbeat_idx ON scheduled_tasks (last_heartbeat);
            """;

    private static final String RECORDS = """
            CREATE TABLE records (
              id text PRIMARY KEY,
              value text NOT NULL,
              version bigint NOT NULL,
              created_at timestamptz NOT NULL,
              updated_at timestamptz NOT NULL
            ) WITH (fillfactor = 80)
            """;

    private static final String UPSERT = """
            INSERT INTO records VALUES (?, ?, 1, now(), now())
            ON CONFLICT (id) DO UPDATE
            SET value = excluded.value, version = records.version + 1, updated_at = excluded.updated_at
            """;

    private static final Serializer TEXT = new Serializer() {
        @Override
        public byte[] serialize(Object data) {
            return ((String) data).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public <T> T deserialize(Class<T> type, byte[] bytes) {
            return type.cast(new String(bytes, StandardCharsets.UTF_8));
        }
    };

    private final PeerSettings settings;
    private final HikariDataSource tasks;
    private final HikariDataSource records;

    Peer(Databases databases, PeerSettings settings) throws SQLException {
        Databases.execute(databases.inbox(), TASKS);
        Databases.execute(databases.main(), RECORDS);
        this.settings = settings;
        this.tasks = pool(databases.inbox(), settings.taskConnections());
        this.records = pool(databases.main(), settings.threads());
    }

    private static HikariDataSource pool(Database database, int connections) {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(database.jdbcUrl());
        pool.setUsername(database.user());
        pool.setPassword(database.password());
        pool.setMaximumPoolSize(connections);
        return new HikariDataSource(pool);
    }

    /** Every caller schedules one task after the other until the time is over, and all are executed. */
    Throughput throughput(Duration time, long seed) throws SQLException, ExecutionException, InterruptedException {
        long before = versions();
        LongAdder executed = new LongAdder();
        OneTimeTask<String> update = Tasks.oneTime("update", String.class).execute((task, _) -> {
            upsert(task.getId().substring(0, task.getId().indexOf('/')), task.getData());
            executed.increment();
        });
        Scheduler scheduler = Scheduler.create(tasks, update)
                .threads(settings.threads())
                .pollUsingLockAndFetch(settings.fetchBelow(), settings.fetchUpTo())
                .pollingInterval(settings.pollingInterval())
                .serializer(TEXT)
                .build();
        scheduler.start();
        long start = System.nanoTime();
        long scheduled = schedule(scheduler, update, time, seed);
        long scheduleNanos = System.nanoTime() - start;
        awaitExecuted(executed, scheduled);
        long executeNanos = System.nanoTime() - start;
        scheduler.stop();
        return new Throughput(scheduled, scheduleNanos, versions() - before, executeNanos);
    }

    private static long schedule(SchedulerClient client, OneTimeTask<String> update, Duration time, long seed)
            throws ExecutionException, InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        long start = System.nanoTime();
        List<Callable<Long>> callers = new ArrayList<>();
        for (int i = 0; i < Contender.CALLERS; i++) {
            SplittableRandom own = random.split();
            String caller = "/" + i + "/";
            callers.add(() -> {
                long scheduled = 0;
                for (; System.nanoTime() - start < time.toNanos(); scheduled++) {
                    String name = RecordCalls.id(own.nextInt(RecordCalls.RECORDS)) + caller + scheduled;
                    // The call for a single task would ask first whether its name is taken.
                    client.scheduleBatch(List.of(update.instance(name, RecordCalls.VALUE)), Instant.now());
                }
                return scheduled;
            });
        }
        long scheduled = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Long> caller : threads.invokeAll(callers)) {
                scheduled += caller.get();
            }
        }
        return scheduled;
    }

    private void upsert(String id, String value) {
        try (Connection connection = records.getConnection();
                PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
            upsert.setString(1, id);
            upsert.setString(2, value);
            upsert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitExecuted(LongAdder executed, long scheduled) throws InterruptedException {
        long start = System.nanoTime();
        while (executed.sum() < scheduled) {
            if (System.nanoTime() - start > DRAIN_MAX.toNanos()) {
                throw new IllegalStateException(executed.sum() + " of " + scheduled + " tasks are executed");
            }
            Thread.sleep(LOOK_INTERVAL);
        }
    }

    /** The sum over all records: each effect adds one. */
    private long versions() throws SQLException {
        try (Connection connection = records.getConnection();
                PreparedStatement sum = connection.prepareStatement("SELECT coalesce(sum(version), 0) FROM records");
                ResultSet found = sum.executeQuery()) {
            found.next();
            return found.getLong(1);
        }
    }

    @Override
    public void close() {
        tasks.close();
        records.close();
    }
}
