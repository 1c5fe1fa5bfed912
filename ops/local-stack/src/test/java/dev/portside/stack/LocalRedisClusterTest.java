package dev.portside.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalRedisClusterTest {
    @Test
    void eachNodeHasItsSlotsAndComesBackWithThem() throws IOException {
        try (LocalRedisCluster cluster = LocalRedisCluster.start("test cluster", 3)) {
            List<LocalRedis> nodes = cluster.nodes();
            // The slot of foo is 12182, that of bar 5061.
            assertThat(ask(nodes.get(1), "SET bar 1"))
                    .startsWith("-MOVED")
                    .endsWith(":" + nodes.get(0).port());
            assertThat(ask(nodes.get(0), "SET bar 1")).isEqualTo("+OK");
            assertThat(ask(nodes.get(2), "SET foo 1")).isEqualTo("+OK");
            nodes.get(0).kill();
            assertThat(ask(nodes.get(2), "SET foo 2")).isEqualTo("+OK");
            nodes.get(0).start();
            await().until(() -> ask(nodes.get(0), "EXISTS bar").equals(":1"));
            cluster.flush();
            assertThat(ask(nodes.get(0), "EXISTS bar")).isEqualTo(":0");
            assertThat(cluster.uri()).matches("redis://127.0.0.1:\\d+(,127.0.0.1:\\d+){2}");
        }
    }

    private static String ask(LocalRedis node, String command) throws IOException {
        try (Line line = new Line(node.host(), node.port())) {
            return line.ask(command);
        }
    }
}
