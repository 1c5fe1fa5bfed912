package dev.portside.bootstrap.samples;

import dev.portside.bootstrap.samples.Catalogue.Customer;
import dev.portside.bootstrap.samples.Catalogue.Product;
import dev.portside.domain.orders.Amount;
import dev.portside.domain.orders.Delivery;
import dev.portside.domain.orders.Item;
import dev.portside.domain.orders.Order;
import dev.portside.domain.orders.OrderUid;
import dev.portside.domain.orders.Payment;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * An endless row of orders. The first {@value #FIXED} are the same for everybody, the well-known order first; the others
 * follow from a seed, so that the same seed gives the same orders again.
 */
public final class SampleOrders {
    public static final int FIXED = 5;

    private static final String FIXED_UID = "b563feb7b2b84b6test";
    private static final Instant FIRST_CREATED = Instant.parse("2021-11-26T06:22:19Z");
    private static final int GAP_SECONDS_MAX = 4 * 60 * 60;
    private static final int ITEMS_MAX = 5;

    /** What a US dollar is worth, about, in the currencies that differ much. */
    private static final Map<String, Integer> UNITS_PER_DOLLAR = Map.of("RUB", 80, "JPY", 150, "NOK", 10, "ILS", 4);

    private final Random random;
    private final Random fixed = new Random(FIXED_UID.hashCode());
    private Instant created = FIRST_CREATED;
    private int count;

    public SampleOrders(long seed) {
        this.random = new Random(seed);
    }

    public Order next() {
        count++;
        if (count == 1) {
            return wellKnown();
        }
        if (count <= FIXED) {
            return order(FIXED_UID + count, fixed);
        }
        return order("%015x".formatted(random.nextLong() >>> 4) + "test", random);
    }

    private static Order wellKnown() {
        String uid = FIXED_UID + 1;
        Payment payment = new Payment(
                uid,
                "",
                Currency.getInstance("USD"),
                "wbpay",
                Amount.of("1817"),
                1637907727,
                "alpha",
                Amount.of("1500"),
                Amount.of("317"),
                Amount.of("0"));
        Item item = new Item(
                9934930,
                "WBILMTESTTRACK",
                Amount.of("453"),
                "ab4219087a764ae0btest",
                "Mascaras",
                30,
                "0",
                Amount.of("317"),
                2389212,
                "Vivienne Sabo",
                202);
        Delivery delivery = new Delivery(
                "Test Testov",
                "+9720000000",
                "2639809",
                "Kiryat Mozkin",
                "Ploshad Mira 15",
                "Kraiot",
                "test@gmail.com");
        return new Order(
                new OrderUid(uid),
                "WBILMTESTTRACK",
                "WBIL",
                delivery,
                payment,
                List.of(item),
                "en",
                "",
                "test",
                "meest",
                "9",
                99,
                FIRST_CREATED,
                "1");
    }

    private Order order(String uid, Random source) {
        Customer customer = Catalogue.CUSTOMERS.get(source.nextInt(Catalogue.CUSTOMERS.size()));
        Currency currency = Currency.getInstance(customer.currency());
        String track = "WBIL%08X".formatted(source.nextInt());
        List<Item> items = new ArrayList<>();
        for (int more = 1 + source.nextInt(ITEMS_MAX); more > 0; more--) {
            items.add(item(track, currency, source));
        }
        created = created.plusSeconds(60 + source.nextInt(GAP_SECONDS_MAX));
        return new Order(
                new OrderUid(uid),
                track,
                "WBIL",
                customer.delivery(),
                payment(uid, customer, currency, items),
                items,
                customer.locale(),
                "",
                customer.id(),
                customer.carrier(),
                Integer.toString(source.nextInt(10)),
                source.nextInt(100),
                created,
                Integer.toString(1 + source.nextInt(2)));
    }

    private Payment payment(String uid, Customer customer, Currency currency, List<Item> items) {
        BigDecimal goods =
                items.stream().map(item -> item.totalPrice().value()).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal delivery = BigDecimal.valueOf(customer.deliveryCost());
        return new Payment(
                uid,
                "",
                currency,
                "wbpay",
                new Amount(goods.add(delivery)),
                created.getEpochSecond() + 90,
                customer.bank(),
                new Amount(delivery),
                new Amount(goods),
                Amount.of("0"));
    }

    private static Item item(String track, Currency currency, Random source) {
        Product product = Catalogue.PRODUCTS.get(source.nextInt(Catalogue.PRODUCTS.size()));
        int decimals = currency.getDefaultFractionDigits();
        BigDecimal price = BigDecimal.valueOf(product.priceUnits())
                .multiply(BigDecimal.valueOf(UNITS_PER_DOLLAR.getOrDefault(currency.getCurrencyCode(), 1)))
                .subtract(BigDecimal.ONE.movePointLeft(decimals));
        int sale = 5 * source.nextInt(8);
        BigDecimal total = price.multiply(BigDecimal.valueOf(100 - sale))
                .movePointLeft(2)
                .setScale(decimals, RoundingMode.HALF_UP);
        return new Item(
                9_900_000 + source.nextInt(100_000),
                track,
                new Amount(price),
                "%016x".formatted(source.nextLong()) + "test",
                product.name(),
                sale,
                product.size(),
                new Amount(total),
                product.nmId(),
                product.brand(),
                202);
    }
}
