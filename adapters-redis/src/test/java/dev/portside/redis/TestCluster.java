package dev.portside.redis;

import static org.awaitility.Awaitility.await;

import dev.portside.stack.LocalRedis;
import dev.portside.stack.LocalRedisCluster;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.ArrayOutput;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.CommandType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A cluster that tests share, of three nodes, each asked on one connection; tests keep apart by prefixes. */
public final class TestCluster {
    private static final int NODES = 3;
    private static final AtomicInteger PREFIXES = new AtomicInteger();

    private static final class Shared {
        private static final LocalRedisCluster SERVERS = LocalRedisCluster.start("cluster", NODES);
        private static final RedisCluster CLUSTER = open(SERVERS);
    }

    private TestCluster() {}

    public static RedisCluster shared() {
        return Shared.CLUSTER;
    }

    public static String freshPrefix() {
        return "test-" + PREFIXES.incrementAndGet() + ":";
    }

    /** Knows the first two nodes by themselves. */
    public static RedisCluster open(LocalRedisCluster servers) {
        List<RedisAddress> seeds =
                servers.nodes().stream().limit(2).map(TestRedis::address).toList();
        RedisCluster cluster = RedisCluster.open(seeds, 1);
        await().atMost(TestRedis.THERE_MAX).until(cluster::answers);
        return cluster;
    }

    /** The answer to a command on keys of one slot, if there is one. */
    public static Optional<String> text(Commands slot, String name, String... arguments) {
        byte[] answer = slot.send(
                        CommandType.valueOf(name),
                        () -> new ValueOutput<>(ByteArrayCodec.INSTANCE),
                        TestRedis.words(arguments))
                .join();
        return Optional.ofNullable(answer).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** Moves a slot from one node to the other and back. */
    public static final class Move implements AutoCloseable {
        private final LocalRedis here;
        private final LocalRedis there;
        private final Redis from;
        private final Redis to;
        private final String slot;

        public Move(LocalRedis here, LocalRedis there, int slot) {
            this.here = here;
            this.there = there;
            this.from = Redis.open(TestRedis.address(here), 1);
            this.to = Redis.open(TestRedis.address(there), 1);
            this.slot = Integer.toString(slot);
        }

        /** From now on it is on the move. */
        public void begin() {
            begin(from, to);
        }

        /** Now it is there, with all its keys. */
        public void end() {
            end(from, to, there);
        }

        public void back() {
            begin(to, from);
            end(to, from, here);
        }

        private void begin(Redis source, Redis target) {
            TestRedis.command(target, "CLUSTER", "SETSLOT", slot, "IMPORTING", id(source));
            TestRedis.command(source, "CLUSTER", "SETSLOT", slot, "MIGRATING", id(target));
        }

        private void end(Redis source, Redis target, LocalRedis place) {
            List<String> migrate =
                    new ArrayList<>(List.of("127.0.0.1", Integer.toString(place.port()), "", "0", "5000", "KEYS"));
            List<Object> keys = source.send(
                            CommandType.CLUSTER,
                            () -> new ArrayOutput<>(ByteArrayCodec.INSTANCE),
                            TestRedis.words("GETKEYSINSLOT", slot, "1000"))
                    .join();
            keys.forEach(key -> migrate.add(new String((byte[]) key, StandardCharsets.UTF_8)));
            TestRedis.command(source, "MIGRATE", migrate.toArray(String[]::new));
            TestRedis.command(target, "CLUSTER", "SETSLOT", slot, "NODE", id(target));
            TestRedis.command(source, "CLUSTER", "SETSLOT", slot, "NODE", id(target));
        }

        private static String id(Redis node) {
            byte[] id = node.send(
                            CommandType.CLUSTER,
                            () -> new ValueOutput<>(ByteArrayCodec.INSTANCE),
                            TestRedis.words("MYID"))
                    .join();
            return new String(id, StandardCharsets.US_ASCII);
        }

        @Override
        public void close() {
            from.close();
            to.close();
        }
    }
}
