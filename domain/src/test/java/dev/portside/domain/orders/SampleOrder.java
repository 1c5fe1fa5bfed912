package dev.portside.domain.orders;

import java.time.Instant;
import java.util.Collections;
import java.util.Currency;
import java.util.List;

/** Orders for tests. */
public final class SampleOrder {
    public static final Instant CREATED = Instant.parse("2021-11-26T06:22:19Z");

    private SampleOrder() {}

    public static Order order(String uid) {
        return order(uid, CREATED);
    }

    public static Order order(String uid, Instant dateCreated) {
        return order(uid, dateCreated, Amount.of("1817"));
    }

    public static Order order(String uid, Instant dateCreated, Amount paid) {
        return order(uid, dateCreated, paid, List.of(item("Mascaras"), item("Brush")));
    }

    public static Order withItems(String uid, int count) {
        return order(uid, CREATED, Amount.of("1817"), Collections.nCopies(count, item("Mascaras")));
    }

    private static Order order(String uid, Instant dateCreated, Amount paid, List<Item> items) {
        return new Order(
                new OrderUid(uid),
                "WBILMTESTTRACK",
                "WBIL",
                new Delivery(
                        "Test Testov",
                        "+9720000000",
                        "2639809",
                        "Kiryat Mozkin",
                        "Ploshad Mira 15",
                        "Kraiot",
                        "test@gmail.com"),
                new Payment(
                        uid,
                        "",
                        Currency.getInstance("USD"),
                        "wbpay",
                        paid,
                        1637907727,
                        "alpha",
                        Amount.of("1500"),
                        Amount.of("317.5"),
                        Amount.of("0")),
                items,
                "en",
                "",
                "test",
                "meest",
                "9",
                99,
                dateCreated,
                "1");
    }

    private static Item item(String name) {
        return new Item(
                9934930,
                "WBILMTESTTRACK",
                Amount.of("453.0625"),
                "ab4219087a764ae0btest",
                name,
                30,
                "0",
                Amount.of("317.14"),
                2389212,
                "Vivienne Sabo",
                202);
    }
}
