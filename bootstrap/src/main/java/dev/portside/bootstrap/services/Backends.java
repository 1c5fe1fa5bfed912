package dev.portside.bootstrap.services;

import dev.portside.bootstrap.lifecycle.CloseStack;
import dev.portside.bootstrap.settings.RedisSettings;
import dev.portside.bootstrap.settings.Settings;
import dev.portside.bootstrap.traces.Traces;
import dev.portside.kafka.KafkaCluster;
import dev.portside.nats.NatsCluster;
import dev.portside.redis.Redis;
import dev.portside.redis.RedisCluster;
import java.util.Optional;

/**
 * The servers that all services share when they are not bound to memory.
 *
 * @param redis one server; of a cluster the node that is named first
 * @param redisCluster when Redis is one
 */
public record Backends(
        Databases databases, Redis redis, Optional<RedisCluster> redisCluster, KafkaCluster kafka, NatsCluster nats) {
    /**
     * Opens them. The databases must be there in time; the others may come later.
     *
     * @param started takes what has to be closed
     */
    public static Backends open(Settings settings, Traces traces, CloseStack started) {
        Databases databases = Databases.open(settings.databases(), traces, started);
        RedisSettings at = settings.redis();
        Redis redis = started.push("Redis", Redis.open(at.nodes().getFirst(), at.connections()));
        Optional<RedisCluster> redisCluster = at.isCluster()
                ? Optional.of(started.push("Redis cluster", RedisCluster.open(at.nodes(), at.connections())))
                : Optional.empty();
        KafkaCluster kafka =
                started.push("Kafka", new KafkaCluster(settings.kafka().address()));
        NatsCluster nats = started.push("NATS", NatsCluster.open(settings.nats().address()));
        return new Backends(databases, redis, redisCluster, kafka, nats);
    }

    /** Whether Redis answers now, all of it when it is a cluster. */
    boolean redisAnswers() {
        return redisCluster.map(RedisCluster::answers).orElseGet(redis::answers);
    }
}
