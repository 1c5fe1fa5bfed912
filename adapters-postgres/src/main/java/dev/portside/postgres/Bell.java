package dev.portside.postgres;

/** Tells the other instances that there may be work for them; who misses it finds it at its next poll. */
public final class Bell {
    private final Database database;
    private final String channel;

    /** @param channel of {@code NOTIFY}, one for each kind of work */
    public Bell(Database database, String channel) {
        this.database = database;
        this.channel = channel;
    }

    /** Rings, for all instances. Costs a statement: callers ring for many pieces of work at once. */
    public void ring() {
        database.inTransaction(db -> Rows.discard(db.query("SELECT pg_notify(?, '')", channel)));
    }
}
