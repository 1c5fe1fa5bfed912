package dev.portside.redis.todos;

import dev.portside.domain.shared.Invalid;
import dev.portside.domain.todos.TodoPage;
import dev.portside.domain.todos.TodoPosition;
import dev.portside.redis.Commands;
import dev.portside.redis.Redis;
import dev.portside.redis.RedisCluster;
import dev.portside.redis.Script;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.output.ValueListOutput;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.CommandType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Pages in Redis, each a hash with its raw JSON, for all instances. What is there is a proposal: who takes a page compares
 * its revision with the one that counts. While Redis does not answer there are no pages, and for a while nobody asks again.
 */
public final class SharedPages {
    private static final Duration ANSWER_TIME_MAX = Duration.ofMillis(30);
    private static final Duration SILENCE = Duration.ofSeconds(1);
    private static final Script KEEP = Script.of(SharedPages.class, "keep.lua");
    private static final String REVISION = "revision";
    private static final String ETAG = "etag";
    private static final String LAST = "last";
    private static final String JSON = "json";

    private interface Watching {
        AutoCloseable watch(String key, Runnable changed);
    }

    private final Commands redis;
    private final String prefix;
    private final Duration ttl;
    private final Watching watching;
    private volatile long silentUntil = System.nanoTime();

    private SharedPages(Commands redis, String prefix, Duration ttl, Watching watching) {
        this.redis = redis;
        this.prefix = prefix;
        this.ttl = ttl;
        this.watching = watching;
    }

    /**
     * On one server.
     *
     * @param prefix of all keys
     * @param ttl how long a page is kept
     */
    public static SharedPages on(Redis redis, String prefix, Duration ttl) {
        return new SharedPages(redis, prefix, ttl, redis::watch);
    }

    /** On a cluster, where all pages are on one node. It tells nobody of changes. */
    public static SharedPages on(RedisCluster cluster, String prefix, Duration ttl) {
        int slot = RedisCluster.slot(prefix.getBytes(StandardCharsets.UTF_8));
        return new SharedPages(cluster.slot(slot), "{" + prefix + "}", ttl, (_, _) -> () -> {});
    }

    /** @param changed is called when another instance may have told a revision; must not wait */
    AutoCloseable watch(Runnable changed) {
        return watching.watch(prefix + REVISION, changed);
    }

    Optional<Revised> find(int limit) {
        if (silentUntil - System.nanoTime() > 0) {
            return Optional.empty();
        }
        CompletableFuture<List<byte[]>> answer = redis.send(
                CommandType.HMGET,
                () -> new ValueListOutput<>(ByteArrayCodec.INSTANCE),
                Redis.arguments()
                        .addKey(pageKey(limit))
                        .add(REVISION)
                        .add(ETAG)
                        .add(LAST)
                        .add(JSON));
        try {
            return readable(answer.get(ANSWER_TIME_MAX.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException _) {
            silentUntil = System.nanoTime() + SILENCE.toNanos();
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** A page that another version of this program wrote in another form is none. */
    private static Optional<Revised> readable(List<byte[]> fields) {
        try {
            return revised(fields);
        } catch (NumberFormatException | Invalid _) {
            return Optional.empty();
        }
    }

    /** @param fields all or none of them are there */
    private static Optional<Revised> revised(List<byte[]> fields) {
        byte[] json = fields.get(3);
        if (json == null) {
            return Optional.empty();
        }
        String last = text(fields.get(2));
        TodoPage page = new TodoPage(
                json, text(fields.get(1)), last.isEmpty() ? Optional.empty() : Optional.of(TodoPosition.parse(last)));
        return Optional.of(new Revised(page, Long.parseLong(text(fields.get(0)))));
    }

    private static String text(byte[] field) {
        return new String(field, StandardCharsets.US_ASCII);
    }

    /** Does not wait for it: a page that is lost is loaded again. */
    void keep(int limit, Revised known) {
        CompletableFuture<String> _ = KEEP.run(
                redis,
                () -> new StatusOutput<>(ByteArrayCodec.INSTANCE),
                Redis.arguments()
                        .add(1)
                        .addKey(pageKey(limit))
                        .add(ttl.toMillis())
                        .add(known.revision())
                        .add(known.page().etag())
                        .add(known.page().last().map(TodoPosition::text).orElse(""))
                        .add(known.page().json()));
    }

    /** Lets all instances know, those that are connected now, and those that ask later. */
    void tell(long revision) {
        CompletableFuture<String> _ = redis.send(
                CommandType.SET,
                () -> new StatusOutput<>(ByteArrayCodec.INSTANCE),
                Redis.arguments().addKey(revisionKey()).add(revision).add("PX").add(ttl.toMillis()));
    }

    /** What was told last; empty when nothing was. Fails when Redis is away. */
    CompletableFuture<Optional<Long>> told() {
        return redis.send(
                        CommandType.GET,
                        () -> new ValueOutput<>(ByteArrayCodec.INSTANCE),
                        Redis.arguments().addKey(revisionKey()))
                .thenApply(bytes ->
                        Optional.ofNullable(bytes).map(SharedPages::text).map(Long::valueOf));
    }

    private byte[] revisionKey() {
        return key(REVISION);
    }

    private byte[] pageKey(int limit) {
        return key("page:" + limit);
    }

    private byte[] key(String rest) {
        return (prefix + rest).getBytes(StandardCharsets.UTF_8);
    }
}
