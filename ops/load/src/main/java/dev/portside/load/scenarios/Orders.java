package dev.portside.load.scenarios;

import dev.portside.load.Expected;
import dev.portside.load.Reply;
import dev.portside.load.Service;
import dev.portside.load.TaskFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Orders like one that everybody knows, each with an id of its own. */
final class Orders {
    private static final Duration VISIBLE_MAX = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final ObjectNode WELL_KNOWN = wellKnown();

    private Orders() {}

    static JsonNode order(String uid) {
        ObjectNode order = WELL_KNOWN.deepCopy();
        order.put("order_uid", uid);
        ((ObjectNode) order.path("payment")).put("transaction", uid);
        return order;
    }

    static String path(JsonNode order) {
        return "/api/orders/" + order.path("order_uid").asString("");
    }

    /**
     * Waits until it can be read, and compares.
     *
     * @throws TaskFault when it cannot, or is another one
     */
    static void await(Service service, JsonNode order) throws TaskFault, InterruptedException {
        long end = System.nanoTime() + VISIBLE_MAX.toNanos();
        Reply reply = service.look(path(order));
        while (reply.status() == 404 && System.nanoTime() < end) {
            Thread.sleep(BETWEEN_LOOKS);
            reply = service.look(path(order));
        }
        compare(order, reply);
    }

    static void compare(JsonNode order, Reply reply) throws TaskFault {
        Expected.same(path(order), order, Expected.found(path(order), reply));
    }

    private static ObjectNode wellKnown() {
        try (InputStream in = Objects.requireNonNull(Orders.class.getResourceAsStream("order.json"))) {
            return (ObjectNode) Expected.JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
