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
        settings.putAll(stack.postgresMain().database("mitservice").settings("DB_"));
        settings.putAll(stack.postgresInbox().database("mitservice_inbox").settings("INBOX_DB_"));
        settings.put("REDIS_URL", stack.redis().uri().toString());
        settings.put("KAFKA_BROKERS", stack.kafka().brokers());
        settings.put("NATS_URL", stack.nats().url());
        return settings;
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
