package dev.portside.application.orders;

import static dev.portside.domain.orders.SampleOrder.order;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.application.json.BadJson;
import dev.portside.application.json.FieldFault;
import dev.portside.application.shared.TracesOfLines;
import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.deadletters.Source;
import dev.portside.domain.orders.Amount;
import dev.portside.domain.orders.Order;
import dev.portside.domain.orders.OrderMessage;
import dev.portside.domain.orders.OrderUid;
import dev.portside.domain.orders.SampleOrder;
import dev.portside.domain.orders.Settlement;
import dev.portside.domain.shared.Backoff;
import dev.portside.domain.shared.FlowMeter;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.MovableClock;
import dev.portside.domain.shared.TracedWork;
import dev.portside.domain.shared.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlaceOrdersTest {
    private static final int RETRIES_MAX = 3;
    private static final Settlement ACK = new Settlement.Ack();
    private static final Settlement TERM = new Settlement.Term();

    private final MovableClock clock = new MovableClock();
    private final MapOrders orders = new MapOrders();
    private final List<Order> arrived = new ArrayList<>();
    private final OrderCache cache = new OrderCache(1 << 20, new MemoryBudget(1 << 20), arrived::add);
    private final Map<String, Order> contents = new HashMap<>();
    private final List<DeadLetter> letters = new ArrayList<>();
    private boolean lettersFull;
    private final PlaceOrders place = new PlaceOrders(
            this::read,
            orders,
            cache,
            deadLetters(),
            RETRIES_MAX,
            new Backoff(Duration.ofMillis(100), Duration.ofSeconds(30)),
            FlowMeter.NONE,
            clock,
            new Random(1));

    @Test
    void storesAndCachesAnOrderBeforeItIsAcknowledged() {
        assertThat(place.place(List.of(message(order("a"))))).containsExactly(ACK);
        assertThat(orders.find(new OrderUid("a"))).contains(order("a"));
        assertThat(cache.size()).isEqualTo(1);
        assertThat(letters).isEmpty();
    }

    @Test
    void acknowledgesTheSameOrderAgainWithoutStoringItTwice() {
        place.place(List.of(message(order("a"))));
        assertThat(place.place(List.of(message(order("a")), message(order("a")))))
                .containsExactly(ACK, ACK);
        assertThat(orders.count()).isEqualTo(1);
        cache.evict(1 << 20);
        place.place(List.of(message(order("a"))));
        assertThat(arrived).containsExactly(order("a"));
        assertThat(letters).isEmpty();
    }

    @Test
    void buriesAChangedOrderAndSaysWhereItDiffers() {
        place.place(List.of(message(order("a"))));
        Order changed = order("a", SampleOrder.CREATED.plusSeconds(1), Amount.of("1"));
        assertThat(place.place(List.of(message(changed)))).containsExactly(TERM);
        assertThat(letters)
                .singleElement()
                .satisfies(
                        letter -> assertThat(letter.error())
                                .isEqualTo(
                                        "an order with this uid is stored with other values at /date_created, /payment/amount"));
        assertThat(orders.find(new OrderUid("a"))).contains(order("a"));
    }

    @Test
    void buriesAnUnreadableMessageWithItsPayloadAndAllItsFaultsAmongGoodOnes() {
        OrderMessage bad = message("bad", "{\"order_uid\":1}", 1);
        assertThat(place.place(List.of(message(order("a")), bad, message(order("b")))))
                .containsExactly(ACK, TERM, ACK);
        assertThat(letters)
                .containsExactly(new DeadLetter(
                        "bad",
                        Source.ORDERS,
                        "bad",
                        "{\"order_uid\":1}",
                        "/order_uid must be text; /entry is missing",
                        1,
                        clock.instant(),
                        clock.instant(),
                        Optional.of("trace")));
    }

    @Test
    void aBatchBelongsToTheTracesOfItsMessagesAndAFailureToThatOfItsOwn() {
        orders.poison("b");
        try (TracesOfLines lines = new TracesOfLines(PlaceOrders.class)) {
            place.place(List.of(message(order("a")), message(order("b"))));
            assertThat(lines.seen()).containsExactly(List.of("trace"));
        }
        assertThat(orders.traces().getFirst()).containsExactly("trace", "trace");
        assertThat(TracedWork.traceparents()).isEmpty();
    }

    @Test
    void delaysEveryMessageMoreAndMoreWhileTheStoreIsAwayAndLosesNone() {
        orders.away(true);
        contents.put("a", order("a"));
        assertThat(longestDelay(1)).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
        assertThat(longestDelay(4)).isBetween(Duration.ofMillis(400), Duration.ofMillis(800));
        assertThat(longestDelay(50)).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
        assertThat(letters).isEmpty();
        orders.away(false);
        assertThat(place.place(List.of(message("a", "a", 51)))).containsExactly(ACK);
    }

    private Duration longestDelay(int deliveries) {
        List<OrderMessage> messages =
                Stream.generate(() -> message("a", "a", deliveries)).limit(200).toList();
        return place.place(messages).stream()
                .map(settlement -> ((Settlement.NakAfter) settlement).delay())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    @Test
    void singlesOutAPoisonMessageAndPlacesTheOthers() {
        orders.poison("c");
        List<OrderMessage> batch = List.of(
                message(order("a")),
                message(order("b")),
                message(order("c")),
                message(order("d")),
                message(order("e")));
        List<Settlement> settlements = place.place(batch);
        assertThat(settlements.get(2)).isInstanceOf(Settlement.NakAfter.class);
        assertThat(settlements).filteredOn(ACK::equals).hasSize(4);
        assertThat(orders.batches()).containsExactly(5, 2, 3, 1, 2);
    }

    @Test
    void buriesAPoisonMessageAfterItsLastAttemptWithoutTheCausesText() {
        orders.poison("c");
        contents.put("c", order("c"));
        assertThat(place.place(List.of(message("c", "c", RETRIES_MAX))).getFirst())
                .isInstanceOf(Settlement.NakAfter.class);
        assertThat(place.place(List.of(message("c", "c", 1 + RETRIES_MAX)))).containsExactly(TERM);
        assertThat(letters).singleElement().satisfies(letter -> {
            assertThat(letter.attempts()).isEqualTo(1 + RETRIES_MAX);
            assertThat(letter.error()).doesNotContain("INSERT");
        });
    }

    @Test
    void keepsAMessageThatCannotBeBuried() {
        lettersFull = true;
        assertThat(place.place(List.of(message("bad", "bad", 7))).getFirst()).isInstanceOf(Settlement.NakAfter.class);
        lettersFull = false;
        assertThat(place.place(List.of(message("bad", "bad", 8)))).containsExactly(TERM);
    }

    @Test
    void survivesAReaderThatFailsUnexpectedly() {
        assertThat(place.place(List.of(message("crash", "crash", 1), message(order("a")))))
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOf(Settlement.NakAfter.class),
                        second -> assertThat(second).isEqualTo(ACK));
        assertThat(place.place(List.of(message("crash", "crash", 1 + RETRIES_MAX))))
                .containsExactly(TERM);
    }

    private Order read(byte[] payload) {
        String key = new String(payload, UTF_8);
        if (key.equals("crash")) {
            throw new IllegalStateException("a fault of the reader");
        }
        Order order = contents.get(key);
        if (order == null) {
            throw new BadJson(
                    List.of(new FieldFault("/order_uid", "must be text"), new FieldFault("/entry", "is missing")));
        }
        return order;
    }

    private OrderMessage message(Order order) {
        String key = order.toString();
        contents.put(key, order);
        return message(order.uid().value(), key, 1);
    }

    private OrderMessage message(String id, String payload, int deliveries) {
        return new OrderMessage(id, id, payload.getBytes(UTF_8), deliveries, clock.instant(), Optional.of("trace"));
    }

    private DeadLetters deadLetters() {
        return new DeadLetters() {
            @Override
            public void add(DeadLetter letter) {
                if (lettersFull) {
                    throw new Unavailable("full", Duration.ofSeconds(1));
                }
                letters.add(letter);
            }

            @Override
            public Optional<DeadLetter> find(String id) {
                throw new UnsupportedOperationException();
            }

            @Override
            public List<DeadLetter> page(Optional<Source> source, Optional<String> after, int limit) {
                throw new UnsupportedOperationException();
            }

            @Override
            public long count(Optional<Source> source) {
                return letters.size();
            }

            @Override
            public boolean remove(String id) {
                throw new UnsupportedOperationException();
            }

            @Override
            public boolean remove(DeadLetter letter) {
                throw new UnsupportedOperationException();
            }
        };
    }
}
