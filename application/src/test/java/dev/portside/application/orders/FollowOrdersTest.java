package dev.portside.application.orders;

import static dev.portside.domain.orders.SampleOrder.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.domain.orders.Order;
import dev.portside.domain.orders.OrderUid;
import dev.portside.domain.orders.Orders;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.Unavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FollowOrdersTest {
    private final MapOrders orders = new MapOrders();
    private final List<Order> arrived = new ArrayList<>();
    private final OrderCache cache = new OrderCache(1 << 30, new MemoryBudget(1), arrived::add);
    private final FollowOrders follow = new FollowOrders(orders, cache);

    @Test
    void cachesWhatOthersStoreAfterItsFirstRun() {
        orders.add(List.of(order("before")));
        assertThat(follow.runOnce()).isFalse();
        orders.add(List.of(order("after")));
        assertThat(follow.runOnce()).isFalse();
        assertThat(cache.find(new OrderUid("after"))).isPresent();
        assertThat(cache.find(new OrderUid("before"))).isEmpty();
        assertThat(arrived).containsExactly(order("after"));
    }

    @Test
    void asksTheStoreForNoOrderThatItHas() {
        follow.runOnce();
        cache.put(order("own"));
        orders.add(List.of(order("own"), order("other")));
        follow.runOnce();
        assertThat(orders.found()).containsExactly(new OrderUid("other"));
    }

    @Test
    void takesManyPageByPage() {
        follow.runOnce();
        int count = Orders.PAGE_SIZE_MAX + 1;
        orders.add(IntStream.range(0, count).mapToObj(i -> order("uid" + i)).toList());
        assertThat(follow.runOnce()).isTrue();
        assertThat(follow.runOnce()).isFalse();
        assertThat(cache.size()).isEqualTo(count);
    }

    @Test
    void missesNothingThatCameWhileTheStoreWasAway() {
        follow.runOnce();
        orders.add(List.of(order("meanwhile")));
        orders.away(true);
        assertThatThrownBy(follow::runOnce).isInstanceOf(Unavailable.class);
        orders.away(false);
        follow.runOnce();
        assertThat(cache.find(new OrderUid("meanwhile"))).isPresent();
    }
}
