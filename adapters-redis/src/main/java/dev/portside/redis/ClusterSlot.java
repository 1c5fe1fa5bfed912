package dev.portside.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.ProtocolKeyword;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Sends commands to the node that has their slot, and on to the one that it names when the slot has moved. */
final class ClusterSlot implements Commands {
    private static final int MOVES_MAX = 5;

    private final RedisCluster cluster;
    private final int slot;

    ClusterSlot(RedisCluster cluster, int slot) {
        this.cluster = cluster;
        this.slot = slot;
    }

    @Override
    public <T> CompletableFuture<T> send(
            ProtocolKeyword command,
            Supplier<CommandOutput<byte[], byte[], T>> output,
            CommandArgs<byte[], byte[]> arguments) {
        return cluster.node(slot)
                .map(node -> send(node, command, output, arguments, MOVES_MAX))
                .orElseGet(() -> {
                    cluster.outdated();
                    return CompletableFuture.failedFuture(new RedisAway("slot " + slot + " has no node"));
                });
    }

    private <T> CompletableFuture<T> send(
            Redis node,
            ProtocolKeyword command,
            Supplier<CommandOutput<byte[], byte[], T>> output,
            CommandArgs<byte[], byte[]> arguments,
            int movesLeft) {
        return node.send(command, output, arguments).exceptionallyCompose(failure -> {
            if (RedisFaults.of(failure) instanceof RedisAway) {
                cluster.outdated();
            }
            return movedTo(failure)
                    .filter(_ -> movesLeft > 0)
                    .map(other -> send(other, command, output, arguments, movesLeft - 1))
                    .orElseGet(() -> CompletableFuture.failedFuture(failure));
        });
    }

    /** The node that is said to have the slot, if that was all that failed, and the node is known. */
    private Optional<Redis> movedTo(Throwable failure) {
        String[] words = RedisFaults.cause(failure) instanceof RedisCommandExecutionException refused
                ? String.valueOf(refused.getMessage()).split(" ")
                : new String[0];
        if (words.length < 3 || !words[0].equals("MOVED")) {
            return Optional.empty();
        }
        int colon = words[2].lastIndexOf(':');
        return cluster.node(words[2].substring(0, colon), Integer.parseInt(words[2].substring(colon + 1)));
    }

    @Override
    public void hangUp() {
        cluster.node(slot).ifPresent(Redis::hangUp);
        cluster.outdated();
    }
}
