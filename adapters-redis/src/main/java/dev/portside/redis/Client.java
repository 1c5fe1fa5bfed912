package dev.portside.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What connections are made with, and the threads that they share. */
final class Client implements AutoCloseable {
    static final Duration CONNECT_TIME_MAX = Duration.ofSeconds(2);

    private static final Duration CLOSE_TIME_MAX = Duration.ofMillis(250);
    private static final int THREADS = 2;

    private final ClientResources resources = ClientResources.builder()
            .ioThreadPoolSize(THREADS)
            .computationThreadPoolSize(THREADS)
            .commandLatencyRecorder(CommandLatencyRecorder.disabled())
            .build();
    private final RedisClient lettuce = RedisClient.create(resources);

    Client() {
        lettuce.setOptions(ClientOptions.builder()
                // The client would send again what was under way when the connection was lost.
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .protocolVersion(ProtocolVersion.RESP3)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(CONNECT_TIME_MAX)
                        .tcpNoDelay(true)
                        .keepAlive(true)
                        .build())
                .build());
    }

    RedisClient lettuce() {
        return lettuce;
    }

    @Override
    public void close() {
        lettuce.shutdown(Duration.ZERO, CLOSE_TIME_MAX);
        Object _ = resources.shutdown(0, CLOSE_TIME_MAX.toMillis(), TimeUnit.MILLISECONDS);
    }
}
