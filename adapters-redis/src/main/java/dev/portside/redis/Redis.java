package dev.portside.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolKeyword;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * The connections to one Redis server, which all commands of this process share in turn; a command need not wait for the
 * answers to others. While there is no connection every command fails at once. No command is ever sent twice.
 */
public final class Redis implements AutoCloseable {
    /** How long the start waits for a server that may be there. */
    private static final Duration FIRST_WAIT_MAX = Duration.ofSeconds(2);

    private static final Duration CONNECT_TIME_MAX = Duration.ofSeconds(2);
    private static final Duration PING_TIME_MAX = Duration.ofMillis(250);
    private static final int THREADS = 2;

    private final RedisAddress address;
    private final ClientResources resources;
    private final RedisClient client;
    private final List<Line> lines;
    private final AtomicInteger next = new AtomicInteger();

    private Redis(RedisAddress address, int connections) {
        this.address = address;
        this.resources = ClientResources.builder()
                .ioThreadPoolSize(THREADS)
                .computationThreadPoolSize(THREADS)
                .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                .build();
        this.client = RedisClient.create(resources);
        client.setOptions(ClientOptions.builder()
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
        this.lines = IntStream.range(0, connections)
                .mapToObj(_ -> Line.open(client, address, CONNECT_TIME_MAX))
                .toList();
    }

    /** Starts to connect, and waits a little for the server; it may come later. */
    public static Redis open(RedisAddress address, int connections) {
        Redis redis = new Redis(address, connections);
        redis.lines.forEach(line -> line.awaitFirstTry(FIRST_WAIT_MAX));
        return redis;
    }

    /** Sends a command; its answer comes on a thread that must not wait. {@link RedisFaults} says what failures mean. */
    public <T> CompletableFuture<T> send(
            ProtocolKeyword command, CommandOutput<byte[], byte[], T> output, CommandArgs<byte[], byte[]> arguments) {
        int first = next.getAndIncrement();
        for (int i = 0; i < lines.size(); i++) {
            StatefulRedisConnection<byte[], byte[]> open =
                    lines.get(Math.floorMod(first + i, lines.size())).connection();
            if (open != null) {
                return open.async().dispatch(command, output, arguments).toCompletableFuture();
            }
        }
        return CompletableFuture.failedFuture(new RedisAway("there is no connection to " + address));
    }

    /** What the arguments of a command begin with. */
    public static CommandArgs<byte[], byte[]> arguments() {
        return new CommandArgs<>(ByteArrayCodec.INSTANCE);
    }

    /** Gives up all connections, with whatever is under way, since the server does not answer. New ones are made. */
    public void hangUp() {
        lines.forEach(Line::hangUp);
    }

    /** Whether the server answers now. */
    public boolean answers() {
        try {
            String _ = send(CommandType.PING, new StatusOutput<>(ByteArrayCodec.INSTANCE), arguments())
                    .get(PING_TIME_MAX.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        lines.forEach(Line::close);
        client.shutdown(Duration.ZERO, PING_TIME_MAX);
        Object _ = resources.shutdown(0, PING_TIME_MAX.toMillis(), TimeUnit.MILLISECONDS);
    }
}
