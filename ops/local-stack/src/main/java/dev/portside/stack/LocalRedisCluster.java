package dev.portside.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A Redis cluster of masters without replicas, each with an equal part of the slots. A node that is away takes its slots
 * with it; the others go on.
 */
public final class LocalRedisCluster implements AutoCloseable {
    /** Nodes talk to each other on the port so far behind their own. */
    static final int BUS_PORT_BEHIND = 10_000;

    private static final int SLOTS = 16_384;
    private static final int SLOTS_PER_COMMAND_MAX = 1_000;
    private static final Duration READY_TIME_MAX = Duration.ofSeconds(30);
    private static final List<String> SETTINGS = List.of(
            "--cluster-enabled",
            "yes",
            "--cluster-node-timeout",
            "2000",
            "--cluster-require-full-coverage",
            "no",
            "--cluster-announce-ip",
            "127.0.0.1");

    private final List<LocalRedis> nodes = new ArrayList<>();

    private LocalRedisCluster() {}

    /** Starts a cluster for the caller alone. */
    public static LocalRedisCluster start(String name, int masters) {
        LocalRedisCluster cluster = new LocalRedisCluster();
        try {
            for (int i = 0; i < masters; i++) {
                cluster.nodes.add(LocalRedis.startNode(name + " " + (i + 1), SETTINGS));
            }
            cluster.form();
            return cluster;
        } catch (IOException | RuntimeException e) {
            cluster.close();
            throw new StackFailure(name + ": no cluster was formed: " + e.getMessage(), e);
        }
    }

    /** The nodes; the first has the lowest slots. */
    public List<LocalRedis> nodes() {
        return List.copyOf(nodes);
    }

    /** All nodes in one address, with commas between. */
    public String uri() {
        return nodes.stream()
                .map(node -> node.host() + ":" + node.port())
                .collect(Collectors.joining(",", "redis://", ""));
    }

    /** Empties all nodes. */
    public void flush() {
        for (LocalRedis node : nodes) {
            try {
                expectOk(node, "FLUSHALL");
            } catch (IOException e) {
                throw new StackFailure(node + " was not emptied: " + e.getMessage(), e);
            }
        }
    }

    private void form() throws IOException {
        for (int i = 0; i < nodes.size(); i++) {
            LocalRedis node = nodes.get(i);
            expectOk(node, "CLUSTER SET-CONFIG-EPOCH " + (i + 1));
            int end = SLOTS * (i + 1) / nodes.size();
            for (int slot = SLOTS * i / nodes.size(); slot < end; slot += SLOTS_PER_COMMAND_MAX) {
                String slots = IntStream.range(slot, Math.min(end, slot + SLOTS_PER_COMMAND_MAX))
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(" "));
                expectOk(node, "CLUSTER ADDSLOTS " + slots);
            }
            expectOk(node, "CLUSTER MEET 127.0.0.1 " + nodes.getFirst().port());
        }
        long deadline = System.nanoTime() + READY_TIME_MAX.toNanos();
        for (LocalRedis node : nodes) {
            while (!knowsAll(node)) {
                if (System.nanoTime() > deadline) {
                    throw new StackFailure(node + " does not know all slots");
                }
                Thread.onSpinWait();
            }
        }
    }

    private static void expectOk(LocalRedis node, String command) throws IOException {
        try (Line line = new Line(node.host(), node.port())) {
            String answer = line.ask(command);
            if (!answer.equals("+OK")) {
                throw new StackFailure(node + " refuses: " + answer);
            }
        }
    }

    private boolean knowsAll(LocalRedis node) throws IOException {
        try (Line line = new Line(node.host(), node.port())) {
            String length = line.ask("CLUSTER INFO");
            byte[] info = line.readBytes(Integer.parseInt(length.substring(1)));
            String text = new String(info, StandardCharsets.US_ASCII);
            return text.contains("cluster_state:ok") && text.contains("cluster_slots_ok:" + SLOTS);
        }
    }

    /** Ends all nodes and deletes their data. */
    @Override
    public void close() {
        nodes.forEach(LocalRedis::close);
    }
}
