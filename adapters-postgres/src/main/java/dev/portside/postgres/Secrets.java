package dev.portside.postgres;

import java.security.SecureRandom;

/** Secrets that all instances share. Each is made by the first one that asks for it, and stays. */
public record Secrets(Database main) {
    private static final int BYTES = 32;

    private static final String KEEP = "INSERT INTO secrets (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING";

    private static final String FIND = "SELECT value FROM secrets WHERE name = ?";

    /**
     * The secret of this name, {@value #BYTES} random bytes, the same whoever asks and whenever.
     *
     * @throws dev.portside.domain.shared.Unavailable when the database is away
     */
    public byte[] named(String name) {
        byte[] made = new byte[BYTES];
        new SecureRandom().nextBytes(made);
        return main.execute(db -> {
            db.createInsert(KEEP).addParam(name).addParam(made).execute();
            return db.get(FIND, name)
                    .map(row -> row.column(1).get(byte[].class))
                    .orElseThrow();
        });
    }
}
