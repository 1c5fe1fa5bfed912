package dev.portside.redis;

import io.lettuce.core.TrackingArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.push.PushListener;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolKeyword;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The connections to one Redis server, which all commands of this process share in turn; a command need not wait for the
 * answers to others. While there is no connection every command fails at once. No command is ever sent twice.
 */
public final class Redis implements Commands, AutoCloseable {
    /** How long the start waits for a server that may be there. */
    private static final Duration FIRST_WAIT_MAX = Duration.ofSeconds(2);

    private static final Duration PING_TIME_MAX = Duration.ofMillis(250);

    private final RedisAddress address;
    private final Client client;
    private final boolean ownsClient;
    private final List<Line> lines;
    private final AtomicInteger next = new AtomicInteger();

    private Redis(RedisAddress address, int connections, Client client, boolean ownsClient) {
        this.address = address;
        this.client = client;
        this.ownsClient = ownsClient;
        this.lines = IntStream.range(0, connections)
                .mapToObj(_ -> Line.open(client.lettuce(), address, Client.CONNECT_TIME_MAX))
                .toList();
    }

    /** Starts to connect, and waits a little for the server; it may come later. */
    public static Redis open(RedisAddress address, int connections) {
        Redis redis = new Redis(address, connections, new Client(), true);
        redis.awaitFirstTry();
        return redis;
    }

    /** Starts to connect with a client that others use as well, and that somebody else closes. */
    static Redis open(RedisAddress address, int connections, Client client) {
        return new Redis(address, connections, client, false);
    }

    /** Returns when it was tried once to connect, or after a little time. */
    void awaitFirstTry() {
        lines.forEach(line -> line.awaitFirstTry(FIRST_WAIT_MAX));
    }

    @Override
    public <T> CompletableFuture<T> send(
            ProtocolKeyword command,
            Supplier<CommandOutput<byte[], byte[], T>> output,
            CommandArgs<byte[], byte[]> arguments) {
        int first = next.getAndIncrement();
        for (int i = 0; i < lines.size(); i++) {
            StatefulRedisConnection<byte[], byte[]> open =
                    lines.get(Math.floorMod(first + i, lines.size())).connection();
            if (open != null) {
                return open.async().dispatch(command, output.get(), arguments).toCompletableFuture();
            }
        }
        return CompletableFuture.failedFuture(new RedisAway("there is no connection to " + address));
    }

    /**
     * Watches the keys that begin so, on a connection of its own, until it is closed.
     *
     * @param changed is called when one of them changed, or may have while there was no connection; must not wait
     */
    public AutoCloseable watch(String prefix, Runnable changed) {
        TrackingArgs tracking = TrackingArgs.Builder.enabled().bcast().prefixes(prefix);
        return Line.open(client.lettuce(), address, Client.CONNECT_TIME_MAX, connection -> {
            connection.addListener((PushListener) message -> changed.run());
            return connection.async().clientTracking(tracking).thenApply(_ -> {
                changed.run();
                return connection;
            });
        });
    }

    /** What the arguments of a command begin with. */
    public static CommandArgs<byte[], byte[]> arguments() {
        return new CommandArgs<>(ByteArrayCodec.INSTANCE);
    }

    @Override
    public void hangUp() {
        lines.forEach(Line::hangUp);
    }

    /** Whether the server answers now. */
    public boolean answers() {
        try {
            String _ = send(CommandType.PING, () -> new StatusOutput<>(ByteArrayCodec.INSTANCE), arguments())
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
        if (ownsClient) {
            client.close();
        }
    }
}
