package dev.portside.nats;

import static org.awaitility.Awaitility.await;

import dev.portside.application.shared.Worker;
import dev.portside.domain.orders.OrderFeed;
import dev.portside.domain.orders.OrderFeedContract;
import dev.portside.domain.shared.Signal;
import dev.portside.stack.LocalStack;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class NatsOrderFeedTest extends OrderFeedContract {
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(20);

    private static final Duration NOTICED = Duration.ofMillis(300);

    private final NatsCluster cluster =
            NatsCluster.open(TestStream.address(LocalStack.shared().nats()));
    private final OrderStream stream = TestStream.fresh(ackWait());
    private final NatsOrderFeed feed = new NatsOrderFeed(cluster, stream);
    private Worker looks;

    @BeforeEach
    void connect() {
        await().until(cluster::answers);
        looks = Worker.start("looks", feed::look, new Signal(), LOOK_INTERVAL);
    }

    @Override
    protected OrderFeed feed() {
        return feed;
    }

    /**
     * Short, since it passes for real; long enough for a machine that has other things to do. Not the two seconds of a
     * request for messages: servers of 2.9 count a redelivery wrong when it meets a request that ends just then.
     */
    @Override
    protected Duration ackWait() {
        return Duration.ofSeconds(3);
    }

    @Override
    protected void pass(Duration time) throws InterruptedException {
        // The server needs a moment to notice.
        new Signal().await(time.plus(NOTICED));
    }

    @AfterEach
    void close() throws Exception {
        looks.close();
        feed.close();
        cluster.connection().jetStreamManagement().deleteStream(stream.name());
        cluster.close();
    }
}
