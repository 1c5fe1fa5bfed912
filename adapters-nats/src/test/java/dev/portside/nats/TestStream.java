package dev.portside.nats;

import dev.portside.stack.LocalNats;
import dev.portside.stack.LocalStack;
import java.time.Duration;
import java.util.Optional;

/** Streams of the shared server, a new one for each test. */
final class TestStream {
    private TestStream() {}

    static NatsAddress address(LocalNats nats) {
        return NatsAddress.of(nats.url(), Optional.empty());
    }

    static OrderStream fresh(Duration ackWait) {
        String name = LocalStack.shared().nats().freshName("orders");
        return new OrderStream(name, name + ".subject", name + "-durable", ackWait);
    }
}
