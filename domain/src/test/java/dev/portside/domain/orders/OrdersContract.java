package dev.portside.domain.orders;

import static dev.portside.domain.orders.SampleOrder.order;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every binding of {@link Orders} does. */
public abstract class OrdersContract {
    protected abstract Orders orders();

    @Test
    void findsAnOrderAsItWasAdded() {
        Orders orders = orders();
        Instant created = Instant.parse("2021-11-26T06:22:19.123456Z");
        Order order = order("a", created, Amount.of("999999999999998.9999"));
        assertThat(orders.add(List.of(order))).containsExactly(new Addition.Added());
        assertThat(orders.find(new OrderUid("a"))).contains(order);
        assertThat(orders.find(new OrderUid("A"))).isEmpty();
        assertThat(orders.count()).isEqualTo(1);
    }

    @Test
    void keepsTextsOfAllScriptsAndLengths() {
        Orders orders = orders();
        String uid = "🚢 ключ '\"\\%_".repeat(5);
        orders.add(List.of(order(uid), order("x".repeat(OrderUid.LENGTH_MAX))));
        assertThat(orders.find(new OrderUid(uid))).contains(order(uid));
        assertThat(orders.find(new OrderUid("x".repeat(OrderUid.LENGTH_MAX)))).isPresent();
    }

    @Test
    void storesTheSameOrderOnce() {
        Orders orders = orders();
        orders.add(List.of(order("a")));
        assertThat(orders.add(List.of(order("a"), order("b"), order("b"))))
                .containsExactly(new Addition.AlreadyStored(), new Addition.Added(), new Addition.AlreadyStored());
        assertThat(orders.count()).isEqualTo(2);
    }

    @Test
    void leavesAStoredOrderAsItIsWhenAnotherComesUnderItsUid() {
        Orders orders = orders();
        Order stored = order("a");
        Order changed = order("a", SampleOrder.CREATED, Amount.of("1"));
        orders.add(List.of(stored));
        assertThat(orders.add(List.of(changed))).containsExactly(new Addition.Differs(stored));
        assertThat(orders.add(List.of(order("b"), order("b", Instant.EPOCH))))
                .containsExactly(new Addition.Added(), new Addition.Differs(order("b")));
        assertThat(orders.find(new OrderUid("a"))).contains(stored);
        assertThat(orders.count()).isEqualTo(2);
    }

    @Test
    void pagesFromTheNewestWithoutGapOrRepeat() {
        Orders orders = orders();
        List<Order> all = new ArrayList<>(IntStream.range(0, 9)
                .mapToObj(i -> order("uid" + i, SampleOrder.CREATED.plusSeconds(i / 3)))
                .toList());
        orders.add(all);
        List<Order> paged = new ArrayList<>();
        Optional<OrderPosition> after = Optional.empty();
        for (List<Order> page = orders.newest(after, 2); !page.isEmpty(); page = orders.newest(after, 2)) {
            assertThat(page).hasSizeLessThanOrEqualTo(2);
            paged.addAll(page);
            after = Optional.of(page.getLast().position());
        }
        assertThat(paged).containsExactlyElementsOf(all.reversed());
    }

    @Test
    void ordersEquallyOldOnesByTheBytesOfTheirUids() {
        Orders orders = orders();
        List.of("b", "B", "a", "é", "\uFFFD", "😀").forEach(uid -> orders.add(List.of(order(uid))));
        assertThat(orders.newest(Optional.empty(), 10))
                .extracting(order -> order.uid().value())
                .containsExactly("😀", "\uFFFD", "é", "b", "a", "B");
    }

    @Test
    void pagesOnAfterAPositionThatNoOrderHas() {
        Orders orders = orders();
        orders.add(List.of(order("a"), order("c")));
        assertThat(orders.newest(Optional.of(new OrderPosition(SampleOrder.CREATED, new OrderUid("b"))), 10))
                .containsExactly(order("a"));
    }

    @Test
    void findsManyAtOnceAndLeavesOutThoseThatAreNotStored() {
        Orders orders = orders();
        orders.add(List.of(order("a"), order("b"), SampleOrder.withItems("c", 40)));
        assertThat(orders.find(List.of(new OrderUid("c"), new OrderUid("x"), new OrderUid("a"))))
                .containsExactlyInAnyOrder(order("a"), SampleOrder.withItems("c", 40));
        assertThat(orders.find(List.of())).isEmpty();
    }

    @Test
    void tellsArrivalsInTheSequenceOfStoringAndEachOnce() {
        Orders orders = orders();
        assertThat(orders.arrivals(0, 10)).isEmpty();
        orders.add(List.of(order("b")));
        orders.add(List.of(order("b"), order("a")));
        List<Orders.Arrival> all = orders.arrivals(0, 10);
        assertThat(all).extracting(arrival -> arrival.uid().value()).containsExactly("b", "a");
        assertThat(orders.arrivals(0, 1)).containsExactly(all.getFirst());
        assertThat(orders.arrivals(all.getFirst().number(), 10)).containsExactly(all.getLast());
        long last = orders.lastArrival();
        assertThat(last).isGreaterThanOrEqualTo(all.getLast().number());
        assertThat(orders.arrivals(last, 10)).isEmpty();
        orders.add(List.of(order("c")));
        assertThat(orders.arrivals(last, 10))
                .extracting(arrival -> arrival.uid().value())
                .containsExactly("c");
    }

    /** Whoever follows while others store, as fast as it can, sees every order. */
    @Test
    void hidesNoArrivalFromAFollowerWhileManyStoreAtOnce() throws Exception {
        Orders orders = orders();
        int writers = 4;
        int each = 25;
        List<OrderUid> seen = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writing = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                String name = "w" + writer + "-";
                writing.add(threads.submit(() -> IntStream.range(0, each)
                        .forEach(i -> orders.add(List.of(order("same" + i), order(name + i))))));
            }
            long last = 0;
            boolean done;
            do {
                done = writing.stream().allMatch(Future::isDone);
                List<Orders.Arrival> page = orders.arrivals(last, Orders.PAGE_SIZE_MAX);
                page.forEach(arrival -> seen.add(arrival.uid()));
                last = page.isEmpty() ? last : page.getLast().number();
            } while (!done);
            for (Future<?> one : writing) {
                one.get();
            }
        }
        assertThat(seen).doesNotHaveDuplicates().hasSize(each * (writers + 1));
        assertThat(orders.count()).isEqualTo(seen.size());
    }
}
