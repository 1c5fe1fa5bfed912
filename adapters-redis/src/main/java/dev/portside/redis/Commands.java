package dev.portside.redis;

import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.ProtocolKeyword;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Where commands go: one server, or the node of a cluster that has the keys. No command is ever executed twice: it is sent
 * again only when a server said that it did not execute it.
 */
public interface Commands {
    /**
     * Sends a command; its answer comes on a thread that must not wait. {@link RedisFaults} says what failures mean.
     *
     * @param output makes what takes an answer
     */
    <T> CompletableFuture<T> send(
            ProtocolKeyword command,
            Supplier<CommandOutput<byte[], byte[], T>> output,
            CommandArgs<byte[], byte[]> arguments);

    /** Gives up the connections, with whatever is under way, since the server does not answer. New ones are made. */
    void hangUp();
}
