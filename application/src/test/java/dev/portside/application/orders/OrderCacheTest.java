package dev.portside.application.orders;

import static dev.portside.domain.orders.SampleOrder.order;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.application.json.ReadyJson;
import dev.portside.domain.orders.Order;
import dev.portside.domain.orders.OrderPosition;
import dev.portside.domain.orders.OrderUid;
import dev.portside.domain.orders.SampleOrder;
import dev.portside.domain.shared.MemoryBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderCacheTest {
    private static final int ALL = OrderCache.PAGE_SIZE_MAX;
    private static final Pattern UID = Pattern.compile("\"order_uid\":\"(.*?)\"");

    /** Every sample order with a uid of three characters takes as many bytes. */
    private static final int WEIGHT = weight(order("000"));

    private final MemoryBudget memory = new MemoryBudget(1);

    static int weight(Order order) {
        return 500 + OrderJson.bytes(order).length + OrderSearch.sought(order).length();
    }

    @Test
    void keepsAnOrdersJsonReadyAndCountsHitsAndMisses() {
        OrderCache cache = new OrderCache(10 * WEIGHT, memory, _ -> {});
        assertThat(cache.find(new OrderUid("000"))).isEmpty();
        cache.put(order("000"));
        ReadyJson first = cache.find(new OrderUid("000")).orElseThrow();
        assertThat(first.bytes()).isEqualTo(OrderJson.bytes(order("000")));
        assertThat(cache.find(new OrderUid("000"))).containsSame(first);
        assertThat(cache.hits()).isEqualTo(2);
        assertThat(cache.misses()).isEqualTo(1);

        assertThat(cache.hit(new OrderUid("unknown"))).isEmpty();
        assertThat(cache.misses()).as("misses, of those who ask elsewhere").isEqualTo(1);
    }

    @Test
    void evictsTheLeastRecentlyUsedWhenItsBytesPassTheBound() {
        OrderCache cache = new OrderCache(10 * WEIGHT, memory, _ -> {});
        fill(cache, 10);
        assertThat(memory.bytesUsed()).isEqualTo(10L * WEIGHT);
        cache.find(new OrderUid("000"));
        cache.put(newest(10));
        assertThat(uids(cache)).containsExactly("010", "009", "008", "007", "006", "005", "004", "003", "000");
        assertThat(memory.bytesUsed()).isEqualTo(9L * WEIGHT);
        assertThat(cache.size()).isEqualTo(9);
    }

    @Test
    void givesBytesBackWhenItIsAskedTo() {
        OrderCache cache = new OrderCache(10 * WEIGHT, memory, _ -> {});
        fill(cache, 10);
        cache.find(new OrderUid("000"));
        cache.evict(7 * WEIGHT + 1);
        assertThat(uids(cache)).containsExactly("009", "000");
        cache.evict(100 * WEIGHT);
        assertThat(cache.size()).isZero();
        assertThat(memory.bytesUsed()).isZero();
    }

    @Test
    void takesNoMoreThanItHasRoomForWhenNothingMayBeEvicted() {
        OrderCache cache = new OrderCache(2 * WEIGHT, memory, _ -> {});
        assertThat(cache.offer(newest(1))).isTrue();
        assertThat(cache.offer(newest(2))).isTrue();
        assertThat(cache.offer(newest(2))).isTrue();
        assertThat(cache.offer(newest(3))).isFalse();
        assertThat(uids(cache)).containsExactly("002", "001");
    }

    @Test
    void cachesNothingThatIsLargerThanItself() {
        OrderCache cache = new OrderCache(WEIGHT - 1, memory, _ -> {});
        assertThat(cache.put(newest(1)).bytes()).isNotEmpty();
        assertThat(cache.size()).isZero();
        assertThat(memory.bytesUsed()).isZero();
    }

    @Test
    void keepsTheFirstPagesBytesUntilAnOrderComes() {
        OrderCache cache = new OrderCache(10 * WEIGHT, memory, _ -> {});
        assertThat(text(cache.newest(Optional.empty(), ALL))).isEqualTo("[]");
        fill(cache, 2);
        OrderPage page = cache.newest(Optional.empty(), ALL);
        assertThat(text(page)).isEqualTo("[" + json(newest(1)) + "," + json(newest(0)) + "]");
        cache.put(newest(1));
        assertThat(cache.newest(Optional.empty(), ALL)).isSameAs(page);
        cache.put(newest(2));
        OrderPage later = cache.newest(Optional.empty(), ALL);
        assertThat(later).isNotSameAs(page);
        assertThat(later.json().etag()).isNotEqualTo(page.json().etag());
    }

    @Test
    void pagesFromAnyPositionAndSaysWhetherMoreFollows() {
        OrderCache cache = new OrderCache(10 * WEIGHT, memory, _ -> {});
        fill(cache, 4);
        OrderPage first = cache.newest(Optional.empty(), 2);
        assertThat(first.last()).contains(new OrderUid("002"));
        OrderPage second = cache.newest(cache.position(first.last().orElseThrow()), 2);
        assertThat(text(second)).isEqualTo("[" + json(newest(1)) + "," + json(newest(0)) + "]");
        assertThat(second.last()).isEmpty();
        assertThat(text(cache.newest(Optional.of(newest(0).position()), 2))).isEqualTo("[]");
    }

    @Test
    void findsOrdersByAPartOfTheirUidTrackNumberOrCustomer() {
        OrderCache cache = new OrderCache(1 << 30, memory, _ -> {});
        fill(cache, 3);
        Order one = newest(1);
        assertThat(found(cache, "01")).containsExactly("001");
        assertThat(found(cache, one.trackNumber().substring(2).toLowerCase(Locale.ROOT)))
                .containsExactly("002", "001", "000");
        assertThat(found(cache, one.customerId())).hasSize(3);
        assertThat(found(cache, one.delivery().name().substring(1).toUpperCase(Locale.ROOT)))
                .hasSize(3);
        assertThat(found(cache, one.delivery().city())).isEmpty();
        assertThat(found(cache, "1" + one.trackNumber().charAt(0))).isEmpty();
    }

    @Test
    void aPageOfASearchSaysWhetherMoreMatch() {
        OrderCache cache = new OrderCache(1 << 30, memory, _ -> {});
        fill(cache, 12);
        OrderPage first = cache.matching(new OrderSearch("01"), Optional.empty(), 2);
        assertThat(text(first)).isEqualTo("[" + json(newest(11)) + "," + json(newest(10)) + "]");
        OrderPage second = cache.matching(
                new OrderSearch("01"), cache.position(first.last().orElseThrow()), 2);
        assertThat(text(second)).isEqualTo("[" + json(newest(1)) + "]");
        assertThat(second.last()).isEmpty();
    }

    @Test
    void aSearchLooksAtNoMoreOrdersThanItMay() {
        List<CachedOrder> lookedAt = new ArrayList<>();
        OrderPage page = OrderPage.matching(
                List.of(cached(0), cached(1), cached(2)),
                order -> {
                    lookedAt.add(order);
                    return false;
                },
                10,
                2);
        assertThat(text(page)).isEqualTo("[]");
        assertThat(page.last()).contains(new OrderUid("001"));
        assertThat(lookedAt).hasSize(2);
    }

    private static CachedOrder cached(int i) {
        return new CachedOrder(newest(i), ReadyJson.of(OrderJson.bytes(newest(i))), 0);
    }

    private static List<String> found(OrderCache cache, String text) {
        return UID.matcher(text(cache.matching(new OrderSearch(text), Optional.empty(), ALL)))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @Test
    void endsAPageEarlyRatherThanPassItsBound() {
        OrderCache cache = new OrderCache(1 << 30, memory, _ -> {});
        int bytes = OrderJson.bytes(SampleOrder.withItems("00", Order.ITEMS_MAX)).length;
        int fitting = OrderPage.BYTES_MAX / bytes;
        IntStream.range(10, fitting + 12)
                .forEach(i -> cache.put(SampleOrder.withItems(Integer.toString(i), Order.ITEMS_MAX)));
        OrderPage page = cache.newest(Optional.empty(), ALL);
        assertThat(page.json().bytes().length).isBetween(OrderPage.BYTES_MAX - bytes, OrderPage.BYTES_MAX + 1);
        assertThat(page.last()).isPresent();
        assertThat(text(cache.newest(cache.position(page.last().get()), ALL))).isNotEqualTo("[]");
    }

    @Test
    void neverMissesAnOrderWhosePutHasReturned() throws InterruptedException {
        OrderCache cache = new OrderCache(1 << 30, memory, _ -> {});
        List<String> missed = new ArrayList<>();
        Thread reader = Thread.ofPlatform().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                cache.newest(Optional.empty(), ALL);
            }
        });
        for (int i = 0; i < 200; i++) {
            cache.put(newest(i));
            String uid = newest(i).uid().value();
            if (!text(cache.newest(Optional.empty(), ALL)).contains("\"order_uid\":\"" + uid + '"')) {
                missed.add(uid);
            }
        }
        reader.interrupt();
        reader.join();
        assertThat(missed).isEmpty();
    }

    private static void fill(OrderCache cache, int count) {
        IntStream.range(0, count).forEach(i -> cache.put(newest(i)));
    }

    /** The greater {@code i}, the newer. */
    private static Order newest(int i) {
        return order("%03d".formatted(i), SampleOrder.CREATED.plusSeconds(i));
    }

    private static List<String> uids(OrderCache cache) {
        List<String> uids = new ArrayList<>();
        Optional<OrderPosition> after = Optional.empty();
        while (true) {
            String json = text(cache.newest(after, 1));
            if (json.equals("[]")) {
                return uids;
            }
            String uid = json.split("\"", 5)[3];
            uids.add(uid);
            after = cache.position(new OrderUid(uid));
        }
    }

    private static String json(Order order) {
        return new String(OrderJson.bytes(order), UTF_8);
    }

    private static String text(OrderPage page) {
        return new String(page.json().bytes(), UTF_8);
    }
}
