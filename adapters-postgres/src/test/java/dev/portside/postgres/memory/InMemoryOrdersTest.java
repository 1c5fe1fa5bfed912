package dev.portside.postgres.memory;

import static dev.portside.domain.orders.SampleOrder.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.domain.orders.Orders;
import dev.portside.domain.orders.OrdersContract;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.Unavailable;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryOrdersTest extends OrdersContract {
    @Override
    protected Orders orders() {
        return new InMemoryOrders(new MemoryBudget(1 << 20));
    }

    @Test
    void storesNoneOfSeveralOrdersWhenTheyDoNotAllFit() {
        MemoryBudget memory = new MemoryBudget(5_000);
        Orders orders = new InMemoryOrders(memory);
        assertThatThrownBy(() -> orders.add(List.of(order("a"), order("b")))).isInstanceOf(Unavailable.class);
        assertThat(orders.count()).isZero();
        assertThat(memory.bytesUsed()).isZero();
        assertThat(orders.add(List.of(order("a")))).hasSize(1);
    }
}
