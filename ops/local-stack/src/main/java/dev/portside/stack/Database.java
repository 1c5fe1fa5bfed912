package dev.portside.stack;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

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

    /** As Portside's settings, of which each name starts with the prefix. */
    public Map<String, String> settings(String prefix) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(prefix + "HOST", host);
        settings.put(prefix + "PORT", Integer.toString(port));
        settings.put(prefix + "USER", user);
        settings.put(prefix + "PASSWORD", password);
        settings.put(prefix + "NAME", name);
        return settings;
    }

    /** From {@link #settings}. */
    public static Database of(Map<String, String> settings, String prefix) {
        return new Database(
                setting(settings, prefix + "HOST"),
                Integer.parseInt(setting(settings, prefix + "PORT")),
                setting(settings, prefix + "USER"),
                setting(settings, prefix + "PASSWORD"),
                setting(settings, prefix + "NAME"));
    }

    private static String setting(Map<String, String> settings, String name) {
        return Objects.requireNonNull(settings.get(name), name);
    }

    Database named(String other) {
        return new Database(host, port, user, password, other);
    }
}
