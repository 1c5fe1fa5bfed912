package dev.portside.application.orders;

import static java.lang.System.Logger.Level.WARNING;

import dev.portside.application.json.BadJson;
import dev.portside.application.shared.FailureText;
import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.deadletters.Source;
import dev.portside.domain.orders.Addition;
import dev.portside.domain.orders.Order;
import dev.portside.domain.orders.OrderMessage;
import dev.portside.domain.orders.Orders;
import dev.portside.domain.orders.Settlement;
import dev.portside.domain.shared.Backoff;
import dev.portside.domain.shared.FlowMeter;
import dev.portside.domain.shared.TracedWork;
import dev.portside.domain.shared.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Places the orders that messages hold: reads, stores, caches, and says how each message is to be settled. Nothing is
 * settled for good before its order is stored or its dead letter is kept, so that a crash at any point is answered by the
 * message's next delivery.
 *
 * <p>A batch that fails is halved until the poison message stands alone; only that one is delivered again.
 */
public final class PlaceOrders {
    private static final System.Logger LOG = System.getLogger(PlaceOrders.class.getName());
    private static final String ORDER = "order";
    private static final String REPEAT = "repeat";

    /** The words for work in metrics: an order, and one that was stored before. */
    public static final List<String> KINDS = List.of(ORDER, REPEAT);

    private record Placing(OrderMessage message, Order order) {}

    private final Function<byte[], Order> read;
    private final Orders orders;
    private final OrderCache cache;
    private final DeadLetters deadLetters;
    private final int retriesMax;
    private final Backoff backoff;
    private final FlowMeter meter;
    private final InstantSource clock;
    private final RandomGenerator random;

    /**
     * @param read makes an order of a payload; throws {@link BadJson} when it holds none
     * @param retriesMax deliveries after the first of a message that fails for an unknown reason; when the last fails,
     *     it becomes a dead letter
     * @param backoff the delays between the deliveries of one message
     */
    public PlaceOrders(
            Function<byte[], Order> read,
            Orders orders,
            OrderCache cache,
            DeadLetters deadLetters,
            int retriesMax,
            Backoff backoff,
            FlowMeter meter,
            InstantSource clock,
            RandomGenerator random) {
        this.read = read;
        this.orders = orders;
        this.cache = cache;
        this.deadLetters = deadLetters;
        this.retriesMax = retriesMax;
        this.backoff = backoff;
        this.meter = meter;
        this.clock = clock;
        this.random = random;
    }

    /** Places one batch; one settlement per message, in the same order. */
    public List<Settlement> place(List<OrderMessage> messages) {
        long started = System.nanoTime();
        IdentityHashMap<OrderMessage, Settlement> settlements = new IdentityHashMap<>();
        List<Placing> readable = new ArrayList<>();
        for (OrderMessage message : messages) {
            if (message.deliveries() == 1) {
                meter.accepted(ORDER);
            }
            try {
                readable.add(new Placing(message, read.apply(message.payload())));
            } catch (BadJson e) {
                settlements.put(message, alone(message, () -> buried(message, FailureText.of(e))));
            } catch (RuntimeException e) {
                settlements.put(message, alone(message, () -> failed(message, e)));
            }
        }
        store(readable, settlements);
        meter.batch(messages.size(), Duration.ofNanos(System.nanoTime() - started));
        return messages.stream()
                .map(message -> Objects.requireNonNull(settlements.get(message)))
                .toList();
    }

    private void store(List<Placing> batch, IdentityHashMap<OrderMessage, Settlement> settlements) {
        if (batch.isEmpty()) {
            return;
        }
        List<Addition> additions;
        try {
            additions = TracedWork.call(
                    traceparents(batch.stream().map(Placing::message).toList()),
                    () -> orders.add(batch.stream().map(Placing::order).toList()));
        } catch (Unavailable e) {
            LOG.log(WARNING, () -> "orders: " + e.getMessage() + "; " + batch.size() + " messages wait");
            batch.forEach(placing -> settlements.put(placing.message, later(placing.message)));
            return;
        } catch (RuntimeException e) {
            if (batch.size() == 1) {
                OrderMessage message = batch.getFirst().message;
                settlements.put(message, alone(message, () -> failed(message, e)));
                return;
            }
            store(batch.subList(0, batch.size() / 2), settlements);
            store(batch.subList(batch.size() / 2, batch.size()), settlements);
            return;
        }
        for (int i = 0; i < batch.size(); i++) {
            Placing placing = batch.get(i);
            Addition addition = additions.get(i);
            settlements.put(placing.message, alone(placing.message, () -> settled(placing, addition)));
        }
    }

    private static List<String> traceparents(List<OrderMessage> messages) {
        return messages.stream()
                .flatMap(message -> message.traceparent().stream())
                .toList();
    }

    private static Settlement alone(OrderMessage message, Supplier<Settlement> work) {
        return TracedWork.call(traceparents(List.of(message)), work::get);
    }

    private Settlement settled(Placing placing, Addition addition) {
        return switch (addition) {
            case Addition.Added _ -> {
                cache.arrived(placing.order);
                yield placed(placing, ORDER);
            }
            case Addition.AlreadyStored _ -> {
                cache.put(placing.order);
                yield placed(placing, REPEAT);
            }
            case Addition.Differs differs ->
                buried(
                        placing.message,
                        "an order with this uid is stored with other values at "
                                + String.join(", ", OrderDifferences.pointers(differs.stored(), placing.order)));
        };
    }

    private Settlement placed(Placing placing, String kind) {
        meter.applied(kind, Duration.between(placing.message.publishedAt(), clock.instant()));
        return new Settlement.Ack();
    }

    private Settlement failed(OrderMessage message, RuntimeException e) {
        LOG.log(
                WARNING,
                "order message " + message.id() + ": failure " + message.deliveries() + " of " + (1 + retriesMax),
                e);
        return message.deliveries() <= retriesMax ? later(message) : buried(message, FailureText.of(e));
    }

    private Settlement buried(OrderMessage message, String error) {
        Instant now = clock.instant();
        try {
            deadLetters.add(new DeadLetter(
                    message.id(),
                    Source.ORDERS,
                    message.origin(),
                    PayloadText.of(message.payload()),
                    error,
                    message.deliveries(),
                    message.deliveries() == 1 ? now : message.publishedAt(),
                    now,
                    message.traceparent()));
        } catch (Unavailable e) {
            LOG.log(WARNING, () -> "order message " + message.id() + " cannot be buried now: " + e.getMessage());
            return later(message);
        }
        meter.dead(ORDER);
        return new Settlement.Term();
    }

    private Settlement later(OrderMessage message) {
        return new Settlement.NakAfter(backoff.delay(message.deliveries(), random));
    }
}
