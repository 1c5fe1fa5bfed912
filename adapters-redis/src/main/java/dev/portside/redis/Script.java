package dev.portside.redis;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A Lua script, made of the files whose texts it joins. It is called by its digest; a server that does not know it yet, or
 * not any more, has executed nothing then and is sent the text.
 */
public final class Script {
    private final byte[] source;
    private final byte[] digest;

    private Script(byte[] source) {
        this.source = source;
        this.digest = HexFormat.of().formatHex(sha1(source)).getBytes(StandardCharsets.US_ASCII);
    }

    /** @param files beside the class */
    public static Script of(Class<?> beside, String... files) {
        StringBuilder source = new StringBuilder();
        for (String file : files) {
            try (InputStream in = beside.getResourceAsStream(file)) {
                if (in == null) {
                    throw new IllegalArgumentException("there is no " + file);
                }
                source.append(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .append('\n');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new Script(source.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Runs the script, once.
     *
     * @param output makes what takes the answer
     * @param arguments the number of keys, the keys, the other arguments
     */
    public <T> CompletableFuture<T> run(
            Commands redis, Supplier<CommandOutput<byte[], byte[], T>> output, CommandArgs<byte[], byte[]> arguments) {
        return redis.send(
                        CommandType.EVALSHA,
                        output,
                        Redis.arguments().add(digest).addAll(arguments))
                .exceptionallyCompose(failure -> RedisFaults.cause(failure) instanceof RedisNoScriptException
                        ? redis.send(
                                CommandType.EVAL,
                                output,
                                Redis.arguments().add(source).addAll(arguments))
                        : CompletableFuture.failedFuture(failure))
                .toCompletableFuture();
    }

    /** What Redis names scripts by; nothing secret depends on it. */
    private static byte[] sha1(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(text);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
