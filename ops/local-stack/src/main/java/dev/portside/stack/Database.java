package dev.portside.stack;

/** Where a PostgreSQL database is, and who may use it. */
public record Database(String host, int port, String user, String password, String name) {
    /** For JDBC, without user and password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://%s:%d/%s".formatted(host, port, name);
    }

    /** {@code postgres://user:password@host:port/name}. */
    public String url() {
        return "postgres://%s:%s@%s:%d/%s".formatted(user, password, host, port, name);
    }

    Database named(String other) {
        return new Database(host, port, user, password, other);
    }
}
