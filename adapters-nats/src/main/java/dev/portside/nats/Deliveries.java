package dev.portside.nats;

import dev.portside.domain.orders.OrderMessage;
import io.nats.client.Message;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How each message that is not settled for good was last delivered: that is what its settlement answers. */
final class Deliveries {
    /** More than the stream hands out at once; what goes beyond was handed to others long ago. */
    private static final int MESSAGES_MAX = 10_000;

    private final Map<String, Message> last = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Message> eldest) {
            return size() > MESSAGES_MAX;
        }
    };

    synchronized void add(String id, Message message) {
        last.remove(id);
        last.put(id, message);
    }

    synchronized Optional<Message> last(OrderMessage message) {
        return Optional.ofNullable(last.get(message.id()));
    }

    synchronized void forget(OrderMessage message) {
        last.remove(message.id());
    }
}
