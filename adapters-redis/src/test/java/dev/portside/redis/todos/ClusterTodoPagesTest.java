package dev.portside.redis.todos;

import static dev.portside.redis.todos.FakeTodos.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portside.domain.shared.MemoryBudget;
import dev.portside.redis.TestCluster;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two instances that share pages through a cluster, which tells neither of changes. */
@Timeout(60)
class ClusterTodoPagesTest {
    private static final Duration AGE_MAX = Duration.ofMillis(300);

    private final FakeTodos todos = new FakeTodos();
    private final SharedPages shared =
            SharedPages.on(TestCluster.shared(), TestCluster.freshPrefix(), Duration.ofMinutes(1));

    private RedisTodoPages instance() {
        return new RedisTodoPages(
                shared, todos::revision, todos::renew, todos::load, AGE_MAX, new MemoryBudget(1 << 20));
    }

    @Test
    void whatOneInstanceLoadedTheOtherTakesAndAChangeIsSeenByBoth() throws Exception {
        try (RedisTodoPages one = instance();
                RedisTodoPages other = instance()) {
            assertThat(number(one.page(100))).isZero();
            await().until(() -> shared.find(100).isPresent());
            assertThat(number(other.page(100))).isZero();
            assertThat(todos.loads()).isEqualTo(1);

            todos.change();
            one.changed();
            assertThat(number(one.page(100))).isEqualTo(1);
            await().until(() -> number(other.page(100)) == 1);
        }
    }
}
