package dev.portside.postgres.records;

import dev.portside.postgres.Database;
import dev.portside.postgres.DatabaseAddress;
import dev.portside.postgres.Notices;
import dev.portside.postgres.Rows;

/** Tells the other instances that there may be tasks for them; who misses it finds them at its next poll. */
public final class InboxBell {
    private static final String CHANNEL = "portside_inbox";

    private final Database inbox;

    public InboxBell(Database inbox) {
        this.inbox = inbox;
    }

    /** Rings, for all instances. Costs a statement: callers ring for many tasks at once. */
    public void ring() {
        inbox.inTransaction(db -> Rows.discard(db.query("SELECT pg_notify(?, '')", CHANNEL)));
    }

    /** Calls {@code heard} at each ring, on a connection of its own, until it is closed. */
    public static Notices listen(DatabaseAddress inbox, Runnable heard) {
        return Notices.listen(inbox, CHANNEL, heard);
    }
}
