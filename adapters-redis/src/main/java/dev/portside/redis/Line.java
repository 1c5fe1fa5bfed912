package dev.portside.redis;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.portside.domain.shared.Backoff;
import dev.portside.domain.shared.Signal;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One connection that is made anew whenever it is lost, by a thread of its own. A connection that is lost takes with it
 * what was under way: those commands fail, and none is ever sent twice, since the server may have executed it.
 */
final class Line implements AutoCloseable {
    /** What is agreed on with the server before anything else. */
    interface Greeting {
        /** Completes with the connection. */
        CompletionStage<StatefulRedisConnection<byte[], byte[]>> greet(
                StatefulRedisConnection<byte[], byte[]> connection);
    }

    private static final Backoff RETRY = new Backoff(Duration.ofMillis(50), Duration.ofMillis(500));
    private static final Duration NO_SIGNAL_MAX = Duration.ofMinutes(1);

    private static final System.Logger LOG = System.getLogger(Line.class.getName());

    private final RedisClient client;
    private final RedisURI uri;
    private final RedisAddress address;
    private final Duration connectTimeMax;
    private final Greeting greeting;
    private final Signal lost = new Signal();
    private final CountDownLatch triedOnce = new CountDownLatch(1);
    private final Thread keeper;
    private volatile @Nullable StatefulRedisConnection<byte[], byte[]> connection;
    private volatile boolean closed;

    private Line(RedisClient client, RedisAddress address, Duration connectTimeMax, Greeting greeting) {
        this.client = client;
        this.address = address;
        this.uri = address.uri(connectTimeMax);
        this.connectTimeMax = connectTimeMax;
        this.greeting = greeting;
        this.keeper = Thread.ofVirtual().name("redis").unstarted(this::keep);
    }

    /** Starts to connect. */
    static Line open(RedisClient client, RedisAddress address, Duration connectTimeMax) {
        return open(client, address, connectTimeMax, CompletableFuture::completedFuture);
    }

    /** The same, with a greeting for each new connection. */
    static Line open(RedisClient client, RedisAddress address, Duration connectTimeMax, Greeting greeting) {
        Line line = new Line(client, address, connectTimeMax, greeting);
        line.keeper.start();
        return line;
    }

    /** The connection, if there is one now. */
    @Nullable
    StatefulRedisConnection<byte[], byte[]> connection() {
        return connection;
    }

    /** Returns when it was tried once to connect, or after that time. */
    void awaitFirstTry(Duration timeMax) {
        try {
            boolean _ = triedOnce.await(timeMax.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives up the connection, with whatever is under way. */
    void hangUp() {
        StatefulRedisConnection<byte[], byte[]> silent = connection;
        if (silent != null && silent.isOpen()) {
            connection = null;
            CompletableFuture<Void> _ = silent.closeAsync();
            lost.raise();
        }
    }

    private void keep() {
        int failures = 0;
        try {
            while (!closed) {
                StatefulRedisConnection<byte[], byte[]> open = connection;
                if (open != null && open.isOpen()) {
                    lost.await(NO_SIGNAL_MAX);
                    continue;
                }
                connection = null;
                String failure = connect();
                triedOnce.countDown();
                if (failure.isEmpty()) {
                    LOG.log(INFO, () -> "connected to " + address);
                    failures = 0;
                    continue;
                }
                failures++;
                if (failures == 1) {
                    LOG.log(WARNING, () -> "no connection to " + address + ": " + failure);
                }
                Thread.sleep(RETRY.delay(failures, ThreadLocalRandom.current()));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Why it failed; empty when it did not. */
    private String connect() throws InterruptedException {
        CompletableFuture<StatefulRedisConnection<byte[], byte[]>> connecting = connecting();
        try {
            StatefulRedisConnection<byte[], byte[]> made =
                    connecting.get(connectTimeMax.toMillis(), TimeUnit.MILLISECONDS);
            made.addListener(new RedisConnectionStateListener() {
                @Override
                public void onRedisDisconnected(RedisChannelHandler<?, ?> handler) {
                    lost.raise();
                }
            });
            connection = made;
            return "";
        } catch (TimeoutException _) {
            CompletableFuture<?> _ = connecting.thenCompose(StatefulRedisConnection::closeAsync);
            return "it does not answer";
        } catch (ExecutionException e) {
            return RedisFaults.reason(e);
        }
    }

    private CompletableFuture<StatefulRedisConnection<byte[], byte[]>> connecting() {
        try {
            return client.connectAsync(ByteArrayCodec.INSTANCE, uri)
                    .thenCompose(greeting::greet)
                    .toCompletableFuture();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Ends the making of connections; the client closes the last one. */
    @Override
    public void close() {
        closed = true;
        keeper.interrupt();
        try {
            keeper.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
