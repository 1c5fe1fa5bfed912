package dev.portside.redis;

import static org.awaitility.Awaitility.await;

import dev.portside.stack.LocalRedis;
import dev.portside.stack.LocalStack;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.ArrayOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shared server, on one connection; tests keep apart by prefixes. */
public final class TestRedis {
    /** How long the first connection of a process may take on a machine that has other things to do. */
    public static final Duration THERE_MAX = Duration.ofMinutes(1);

    private static final class Shared {
        private static final Redis REDIS =
                Redis.open(address(LocalStack.shared().redis()), 1);
    }

    private TestRedis() {}

    public static Redis shared() {
        await().atMost(THERE_MAX).until(Shared.REDIS::answers);
        return Shared.REDIS;
    }

    public static String freshPrefix() {
        return LocalStack.shared().redis().freshPrefix();
    }

    public static RedisAddress address(LocalRedis server) {
        return address(server.port());
    }

    public static RedisAddress address(int port) {
        return new RedisAddress("127.0.0.1", port, 0, "", "", false);
    }

    /** The server's time. */
    public static long micros(Redis redis) {
        List<Object> time = redis.send(
                        CommandType.TIME, () -> new ArrayOutput<>(ByteArrayCodec.INSTANCE), Redis.arguments())
                .join();
        return number(time.get(0)) * 1_000_000 + number(time.get(1));
    }

    private static long number(Object text) {
        return Long.parseLong(new String((byte[]) text, StandardCharsets.US_ASCII));
    }

    /** A command's answer, if there is one; bytes that are no text are told apart as well. */
    public static Optional<String> text(String name, String... arguments) {
        byte[] answer = shared().send(
                        CommandType.valueOf(name), () -> new ValueOutput<>(ByteArrayCodec.INSTANCE), words(arguments))
                .join();
        return Optional.ofNullable(answer).map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** How often the shared server was sent the command. */
    public static long calls(String command) {
        String stats = text("INFO", "commandstats").orElseThrow();
        Matcher calls = Pattern.compile("cmdstat_" + command + ":calls=(\\d+)").matcher(stats);
        return calls.find() ? Long.parseLong(calls.group(1)) : 0;
    }

    /** Has the server execute a command whose answer doesn't matter. */
    public static void command(Redis redis, String name, String... arguments) {
        redis.send(CommandType.valueOf(name), () -> new StatusOutput<>(ByteArrayCodec.INSTANCE), words(arguments))
                .join();
    }

    static CommandArgs<byte[], byte[]> words(String... arguments) {
        CommandArgs<byte[], byte[]> words = Redis.arguments();
        for (String argument : arguments) {
            words.add(argument);
        }
        return words;
    }
}
