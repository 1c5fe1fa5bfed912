package dev.portside.postgres.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.orders.Order;
import dev.portside.domain.orders.OrderPosition;
import dev.portside.domain.orders.Orders;
import dev.portside.domain.orders.SampleOrder;
import dev.portside.postgres.Database;
import dev.portside.postgres.Schema;
import dev.portside.postgres.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** That a page costs the same wherever it is, also on tables whose statistics nobody has taken yet. */
class ManyOrdersTest {
    private static final int ORDERS = Integer.getInteger("portside.orders", 20_000);
    private static final Duration READ_TIME_MAX = Duration.ofSeconds(10);
    private static final int BATCH = 500;

    @Test
    void allAreReadInTimePageByPage() {
        try (Database database = TestDatabase.fresh(Schema.MAIN)) {
            PostgresOrders orders = new PostgresOrders(database);
            long start = System.nanoTime();
            for (int first = 0; first < ORDERS; first += BATCH) {
                orders.add(IntStream.range(first, first + BATCH)
                        .mapToObj(i -> SampleOrder.order("uid%07d".formatted(i), SampleOrder.CREATED.plusSeconds(i)))
                        .toList());
            }
            Duration stored = since(start);
            start = System.nanoTime();
            Optional<OrderPosition> last = Optional.empty();
            int read = 0;
            for (List<Order> page = orders.newest(last, Orders.PAGE_SIZE_MAX);
                    !page.isEmpty();
                    page = orders.newest(last, Orders.PAGE_SIZE_MAX)) {
                read += page.size();
                last = Optional.of(page.getLast().position());
            }
            Duration taken = since(start);
            System.out.printf(
                    "%,d orders stored in %d ms, read in %d ms%n", ORDERS, stored.toMillis(), taken.toMillis());
            assertThat(read).isEqualTo(ORDERS);
            assertThat(taken).isLessThan(READ_TIME_MAX);
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
