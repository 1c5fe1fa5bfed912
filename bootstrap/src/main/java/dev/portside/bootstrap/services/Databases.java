package dev.portside.bootstrap.services;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.portside.bootstrap.lifecycle.CloseStack;
import dev.portside.bootstrap.metrics.Meters;
import dev.portside.bootstrap.settings.BadSettings;
import dev.portside.bootstrap.settings.DatabaseSettings;
import dev.portside.bootstrap.settings.SettingFault;
import dev.portside.bootstrap.traces.Traces;
import dev.portside.domain.shared.Unavailable;
import dev.portside.postgres.Database;
import dev.portside.postgres.DatabaseAddress;
import dev.portside.postgres.Migrations;
import dev.portside.postgres.Schema;
import java.time.Duration;
import java.util.List;

/** The two databases, migrated and open. */
public record Databases(Database main, DatabaseAddress mainAddress, Database inbox, DatabaseAddress inboxAddress) {
    private static final System.Logger LOG = System.getLogger(Databases.class.getName());
    private static final int POOL_SIZE_MAX = 100;
    private static final Duration RETRY_INTERVAL = Duration.ofMillis(500);

    /** Without a setting, so many instances share what the server allows. */
    private static final int INSTANCES = 5;

    /**
     * Connects, waiting for a server that is not there yet, brings the schemas up and opens the pools.
     *
     * @throws Unavailable when a server is still away after the connection timeout
     * @throws BadSettings when the pool size passes what a server allows
     */
    public static Databases open(DatabaseSettings settings, Traces traces, CloseStack started) {
        Database main = open(settings.main(), Schema.MAIN, settings, traces);
        started.push("main database", main);
        Database inbox = open(settings.inbox(), Schema.INBOX, settings, traces);
        started.push("inbox database", inbox);
        return new Databases(main, settings.main(), inbox, settings.inbox());
    }

    /** Shows how much of their pools is in use. */
    public void show(Meters meters) {
        meters.connections("main", main::connectionsUsed, main.poolSize());
        meters.connections("inbox", inbox::connectionsUsed, inbox.poolSize());
    }

    private static Database open(DatabaseAddress address, Schema schema, DatabaseSettings settings, Traces traces) {
        int allowed = awaitServer(address, schema, settings.connectionTimeout());
        int poolSize =
                settings.poolSizeMax().orElse(Math.clamp(allowed / INSTANCES, Math.min(5, allowed), POOL_SIZE_MAX));
        if (poolSize > allowed) {
            throw new BadSettings(List.of(new SettingFault(
                    "DB_POOL_SIZE",
                    Integer.toString(poolSize),
                    "at most " + allowed + ", which " + address + " allows")));
        }
        int versions = new Migrations(address, schema).up();
        LOG.log(
                INFO,
                () -> address + ": up to " + poolSize + " of " + allowed + " connections"
                        + (versions == 0 ? "" : ", schema brought up by " + versions));
        return new Database(address, schema, poolSize, settings.connectionTimeout(), traces.statements(address));
    }

    /** The connections that the server allows, once it is there. */
    private static int awaitServer(DatabaseAddress address, Schema schema, Duration waitMax) {
        long deadline = System.nanoTime() + waitMax.toNanos();
        boolean told = false;
        while (true) {
            try {
                return Database.connectionsMax(address, schema);
            } catch (Unavailable e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                if (!told) {
                    LOG.log(WARNING, () -> "waiting for " + address + ", which does not answer yet");
                    told = true;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY_INTERVAL);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Unavailable("the wait for the databases was cut short", RETRY_INTERVAL);
        }
    }
}
