package dev.portside.bootstrap.services;

import dev.portside.bootstrap.lifecycle.CloseStack;
import dev.portside.bootstrap.settings.Settings;
import dev.portside.kafka.KafkaCluster;
import dev.portside.redis.Redis;

/** The servers that all services share when they are not bound to memory. */
public record Backends(Databases databases, Redis redis, KafkaCluster kafka) {
    /**
     * Opens them. The databases must be there in time; the others may come later.
     *
     * @param started takes what has to be closed
     */
    public static Backends open(Settings settings, CloseStack started) {
        Databases databases = Databases.open(settings.databases(), started);
        Redis redis = started.push(
                "Redis", Redis.open(settings.redis().address(), settings.redis().connections()));
        KafkaCluster kafka =
                started.push("Kafka", new KafkaCluster(settings.kafka().address()));
        return new Backends(databases, redis, kafka);
    }
}
