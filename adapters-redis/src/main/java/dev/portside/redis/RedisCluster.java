package dev.portside.redis;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.portside.domain.shared.Signal;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.ArrayOutput;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A Redis cluster: the connections to each of its masters, and which of them has which slots.
 *
 * <p>Method: the map of slots is asked of any node that answers, and anew as soon as a command fails or is told that its
 * slot has moved. Such a command was not executed, and goes to the node that was named, if that is known already; nothing
 * else is ever sent twice. A slot that is on the move fails its commands until it has arrived: those are for several keys,
 * of which neither node has all.
 */
public final class RedisCluster implements AutoCloseable {
    public static final int SLOTS = SlotHash.SLOT_COUNT;

    private static final Duration ASK_INTERVAL_MIN = Duration.ofMillis(100);
    private static final Duration ASK_INTERVAL_MAX = Duration.ofMinutes(1);
    private static final Duration ANSWER_TIME_MAX = Duration.ofMillis(500);

    private static final System.Logger LOG = System.getLogger(RedisCluster.class.getName());

    private final List<RedisAddress> seeds;
    private final int connections;
    private final Client client = new Client();
    private final Map<RedisAddress, Redis> nodes = new ConcurrentHashMap<>();
    private final Signal outdated = new Signal();
    private final Thread keeper = Thread.ofVirtual().name("redis cluster").unstarted(this::keep);
    private volatile SlotMap slots = SlotMap.EMPTY;
    private volatile boolean closed;

    private RedisCluster(List<RedisAddress> seeds, int connections) {
        this.seeds = List.copyOf(seeds);
        this.connections = connections;
    }

    /**
     * Starts to connect, and waits a little for the nodes; they may come later.
     *
     * @param seeds nodes that are asked for the others
     * @param connections to each node
     */
    public static RedisCluster open(List<RedisAddress> seeds, int connections) {
        RedisCluster cluster = new RedisCluster(seeds, connections);
        cluster.open(seeds.stream());
        cluster.ask();
        cluster.keeper.start();
        return cluster;
    }

    /** The slot of a key, or of the part of it that stands in braces. */
    public static int slot(byte[] key) {
        return SlotHash.getSlot(key);
    }

    /** Takes commands whose keys all are in that slot. */
    public Commands slot(int slot) {
        return new ClusterSlot(this, slot);
    }

    /** Whether every slot has a node that answers now. */
    public boolean answers() {
        SlotMap known = slots;
        return known.isWhole()
                && known.masters().stream()
                        .allMatch(address -> Optional.ofNullable(nodes.get(address))
                                .filter(Redis::answers)
                                .isPresent());
    }

    /** The node that has the slot, as far as is known. */
    Optional<Redis> node(int slot) {
        return slots.master(slot).map(nodes::get);
    }

    /** The node at a place that another one named, if it is known. */
    Optional<Redis> node(String host, int port) {
        return Optional.ofNullable(nodes.get(seeds.getFirst().at(host, port)));
    }

    /** Has the map of slots asked for anew, soon. */
    void outdated() {
        outdated.raise();
    }

    private void keep() {
        try {
            while (!closed) {
                outdated.await(ASK_INTERVAL_MAX);
                ask();
                Thread.sleep(ASK_INTERVAL_MIN);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks for the map until a node answers, and opens and closes connections to what it names. */
    private void ask() {
        for (RedisAddress address : Stream.concat(nodes.keySet().stream(), seeds.stream())
                .distinct()
                .toList()) {
            Redis node = nodes.get(address);
            Optional<SlotMap> answer = node == null ? Optional.empty() : ask(node, address);
            if (answer.isPresent()) {
                SlotMap fresh = answer.get();
                if (!fresh.masters().equals(slots.masters())) {
                    LOG.log(INFO, () -> "the cluster's masters: " + fresh.masters());
                }
                open(fresh.masters().stream());
                slots = fresh;
                closeAllBut(fresh);
                return;
            }
        }
    }

    private static Optional<SlotMap> ask(Redis node, RedisAddress address) {
        try {
            List<Object> answer = node.send(
                            CommandType.CLUSTER,
                            () -> new ArrayOutput<>(ByteArrayCodec.INSTANCE),
                            Redis.arguments().add("SLOTS"))
                    .get(ANSWER_TIME_MAX.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.of(SlotMap.of(answer, address));
        } catch (ExecutionException e) {
            if (!(RedisFaults.of(e) instanceof RedisAway)) {
                LOG.log(WARNING, () -> address + " is no node of a cluster: " + RedisFaults.reason(e));
            }
            return Optional.empty();
        } catch (TimeoutException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private void open(Stream<RedisAddress> addresses) {
        List<Redis> opened = addresses
                .filter(address -> !nodes.containsKey(address))
                .map(address -> {
                    Redis node = Redis.open(address, connections, client);
                    nodes.put(address, node);
                    return node;
                })
                .toList();
        opened.forEach(Redis::awaitFirstTry);
    }

    /** Seeds stay, since they may be all that is left to ask one day. */
    private void closeAllBut(SlotMap map) {
        for (RedisAddress address : List.copyOf(nodes.keySet())) {
            if (!map.masters().contains(address) && !seeds.contains(address)) {
                Optional.ofNullable(nodes.remove(address)).ifPresent(node -> {
                    node.close();
                    node.hangUp();
                });
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        keeper.interrupt();
        try {
            keeper.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        nodes.values().forEach(Redis::close);
        client.close();
    }
}
