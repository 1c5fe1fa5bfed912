package dev.portside.application.orders;

import static dev.portside.domain.orders.SampleOrder.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.domain.orders.OrderUid;
import dev.portside.domain.orders.Orders;
import dev.portside.domain.orders.SampleOrder;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.Unavailable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WarmOrderCacheTest {
    private final MapOrders orders = new MapOrders();
    private final MemoryBudget memory = new MemoryBudget(1);

    @Test
    void readsAllOrdersPageByPage() {
        int count = Orders.PAGE_SIZE_MAX + 1;
        store(count);
        OrderCache cache = new OrderCache(1 << 30, memory, _ -> {});
        WarmOrderCache warm = new WarmOrderCache(orders, cache);
        assertThat(warm.runOnce()).isTrue();
        assertThat(warm.done()).isFalse();
        assertThat(warm.runOnce()).isFalse();
        assertThat(warm.done()).isTrue();
        assertThat(cache.size()).isEqualTo(count);
    }

    @Test
    void stopsWithTheNewestWhenThereIsNoMoreRoom() {
        store(10);
        OrderCache cache = new OrderCache(3 * OrderCacheTest.weight(order("uid0000")), memory, _ -> {});
        WarmOrderCache warm = new WarmOrderCache(orders, cache);
        assertThat(warm.runOnce()).isFalse();
        assertThat(warm.done()).isTrue();
        assertThat(cache.size()).isEqualTo(3);
        assertThat(cache.find(new OrderUid("uid0009"))).isPresent();
    }

    @Test
    void isNotDoneWhileTheStoreIsAwayAndGoesOnAfterwards() {
        store(1);
        orders.away(true);
        OrderCache cache = new OrderCache(1 << 20, memory, _ -> {});
        WarmOrderCache warm = new WarmOrderCache(orders, cache);
        assertThatThrownBy(warm::runOnce).isInstanceOf(Unavailable.class);
        assertThat(warm.done()).isFalse();
        orders.away(false);
        warm.runOnce();
        assertThat(warm.done()).isTrue();
        assertThat(cache.size()).isEqualTo(1);
    }

    private void store(int count) {
        orders.add(IntStream.range(0, count)
                .mapToObj(i -> order("uid%04d".formatted(i), SampleOrder.CREATED.plusSeconds(i)))
                .toList());
    }
}
