package dev.portside.benchmark;

import dev.portside.stack.LocalRedis;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.RedisClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Bucket4j on Lettuce, as its documentation sets it up. */
final class Bucket4jLimiter implements Limiter {
    private final RedisClient client;
    private final ProxyManager<byte[]> buckets;
    private final BucketConfiguration configuration = BucketConfiguration.builder()
            .addLimit(Bandwidth.builder()
                    .capacity(CAPACITY)
                    .refillGreedy(TOKENS_PER_SECOND, Duration.ofSeconds(1))
                    .build())
            .build();

    Bucket4jLimiter(LocalRedis server) {
        client = RedisClient.create(server.uri().toString());
        buckets = Bucket4jLettuce.casBasedBuilder(client)
                .expirationAfterWrite(
                        ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ofMinutes(10)))
                .build();
    }

    @Override
    public boolean consume(int key) {
        byte[] name = ("bucket4j:user:" + key).getBytes(StandardCharsets.UTF_8);
        return buckets.getProxy(name, () -> configuration).tryConsume(1);
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
