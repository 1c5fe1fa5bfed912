package dev.portside.stack;

import java.util.LinkedHashMap;
import java.util.Map;

/** The addresses of a stack's servers in Portside's words. */
final class StackSettings {
    private StackSettings() {}

    /** Portside's settings; its two databases are made when they aren't there. */
    static Map<String, String> of(LocalStack stack) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("REPOSITORY_TYPE", "postgres");
        put(settings, "DB_", stack.postgresMain().database("mitservice"));
        put(settings, "INBOX_DB_", stack.postgresInbox().database("mitservice_inbox"));
        settings.put("REDIS_URL", stack.redis().uri().toString());
        settings.put("KAFKA_BROKERS", stack.kafka().brokers());
        settings.put("NATS_URL", stack.nats().url());
        return settings;
    }

    private static void put(Map<String, String> settings, String prefix, Database database) {
        settings.put(prefix + "HOST", database.host());
        settings.put(prefix + "PORT", Integer.toString(database.port()));
        settings.put(prefix + "USER", database.user());
        settings.put(prefix + "PASSWORD", database.password());
        settings.put(prefix + "NAME", database.name());
    }

    /** The addresses as {@link LocalStack} takes them: for tests and benchmarks that run against this stack. */
    static Map<String, String> addresses(LocalStack stack) {
        Map<String, String> addresses = new LinkedHashMap<>();
        addresses.put(
                Backend.POSTGRES_MAIN.variable(),
                stack.postgresMain().maintenance().url());
        addresses.put(
                Backend.POSTGRES_INBOX.variable(),
                stack.postgresInbox().maintenance().url());
        addresses.put(
                Backend.REDIS.variable(),
                "redis://%s:%d".formatted(stack.redis().host(), stack.redis().port()));
        addresses.put(Backend.KAFKA.variable(), stack.kafka().brokers());
        addresses.put(Backend.NATS.variable(), stack.nats().url());
        return addresses;
    }
}
