package dev.portside.faults.fleet;

import dev.portside.stack.Database;
import dev.portside.stack.LocalPostgres;
import dev.portside.stack.Profile;
import dev.portside.stack.StackFailure;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The two servers that instances share, which belong to one test alone. */
public final class Databases implements AutoCloseable {
    private static final String MAIN_NAME = "mitservice";
    private static final String INBOX_NAME = "mitservice_inbox";

    private final LocalPostgres main;
    private final LocalPostgres inbox;
    private final Database records;
    private final Database tasks;

    private Databases(LocalPostgres main, LocalPostgres inbox) {
        this.main = main;
        this.inbox = inbox;
        this.records = main.database(MAIN_NAME);
        this.tasks = inbox.database(INBOX_NAME);
    }

    static Databases start() {
        CompletableFuture<LocalPostgres> inbox =
                CompletableFuture.supplyAsync(() -> LocalPostgres.start("inbox PostgreSQL", Profile.TEST));
        try {
            return new Databases(LocalPostgres.start("main PostgreSQL", Profile.TEST), inbox.join());
        } catch (StackFailure | CompletionException e) {
            throw new EnvironmentFault("no PostgreSQL to break", e);
        }
    }

    public Victim main() {
        return new Server("main", main);
    }

    public Victim inbox() {
        return new Server("inbox", inbox);
    }

    /** The database of the records. */
    public Database records() {
        return records;
    }

    /** The database of tasks on their way. */
    Database tasks() {
        return tasks;
    }

    /** What an instance has to be told. */
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(records.settings("DB_"));
        settings.putAll(tasks.settings("INBOX_DB_"));
        return settings;
    }

    @Override
    public void close() {
        try (inbox) {
            main.close();
        }
    }
}
