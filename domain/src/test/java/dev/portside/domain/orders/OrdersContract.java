package dev.portside.domain.orders;

import static dev.portside.domain.orders.SampleOrder.order;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
}
