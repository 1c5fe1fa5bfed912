package dev.portside.faults.orders;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The messages of a run; the seed and a message's number alone decide what it is. */
final class MadeMessages {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int INVALID_PERCENT = 2;
    private static final int REPEATED_PERCENT = 5;
    private static final int ITEMS_MAX = 6;
    private static final List<String> TEXTS =
            List.of("", "Test Testov", "O'Brien \"x\" \\ %s", "Жанна Ключ", "名前 🚢", "a\tb\nc", "x".repeat(300));
    private static final List<String> CURRENCIES = List.of("USD", "EUR", "JPY", "RUB", "KWD");

    private final long seed;

    MadeMessages(long seed) {
        this.seed = seed;
    }

    private SplittableRandom random(int number) {
        return new SplittableRandom(seed ^ (number * 0x9E3779B97F4A7C15L));
    }

    private boolean isInvalid(int number) {
        return random(number).nextInt(100) < INVALID_PERCENT;
    }

    /** The message of this number, from 1 on, as it is before it is published. */
    SentMessage message(int number) {
        SplittableRandom random = random(number);
        int chance = random.nextInt(100);
        if (chance < INVALID_PERCENT) {
            return new SentMessage.Bad(spoiled(order(number), random), 0);
        }
        int of = chance < INVALID_PERCENT + REPEATED_PERCENT ? 1 + random.nextInt(number) : number;
        while (isInvalid(of)) {
            of++;
        }
        ObjectNode order = order(of);
        return new SentMessage.Good(order.get("order_uid").stringValue(), order, JSON.writeValueAsString(order), 0);
    }

    private static String spoiled(ObjectNode order, SplittableRandom random) {
        String text = JSON.writeValueAsString(order);
        return switch (random.nextInt(4)) {
            // Between two characters: half of one would be another text when it is published.
            case 0 -> text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, text.length()) / 2));
            case 1 -> text.replaceFirst("\"currency\":\"...\"", "\"currency\":\"coins\"");
            case 2 -> text.replaceFirst("\"amount\":", "\"amount\":-1");
            default -> text.replaceFirst("\"delivery\":", "\"parcel\":");
        };
    }

    private ObjectNode order(int number) {
        SplittableRandom random = random(-number);
        String uid = "order-" + number + "-" + Long.toHexString(seed);
        ObjectNode order = JSON.createObjectNode();
        order.put("order_uid", uid).put("track_number", text(random)).put("entry", text(random));
        ObjectNode delivery = order.putObject("delivery");
        for (String name : List.of("name", "phone", "zip", "city", "address", "region", "email")) {
            delivery.put(name, text(random));
        }
        order.putObject("payment")
                .put("transaction", uid)
                .put("request_id", text(random))
                .put("currency", CURRENCIES.get(random.nextInt(CURRENCIES.size())))
                .put("provider", text(random))
                .put("amount", amount(random))
                .put("payment_dt", random.nextLong(4_000_000_000L))
                .put("bank", text(random))
                .put("delivery_cost", amount(random))
                .put("goods_total", amount(random))
                .put("custom_fee", amount(random));
        ArrayNode items = order.putArray("items");
        for (int more = 1 + random.nextInt(ITEMS_MAX); more > 0; more--) {
            item(items.addObject(), random);
        }
        return order.put("locale", text(random))
                .put("internal_signature", text(random))
                .put("customer_id", text(random))
                .put("delivery_service", text(random))
                .put("shardkey", text(random))
                .put("sm_id", random.nextLong(1L << 53))
                .put(
                        "date_created",
                        Instant.ofEpochSecond(random.nextLong(4_000_000_000L), 1000L * random.nextInt(1_000_000))
                                .toString())
                .put("oof_shard", text(random));
    }

    private static void item(ObjectNode item, SplittableRandom random) {
        item.put("chrt_id", random.nextLong(1L << 53))
                .put("track_number", text(random))
                .put("price", amount(random))
                .put("rid", text(random))
                .put("name", text(random))
                .put("sale", random.nextInt(101))
                .put("size", text(random))
                .put("total_price", amount(random))
                .put("nm_id", random.nextLong(1L << 53))
                .put("brand", text(random))
                .put("status", random.nextInt(1000));
    }

    private static String text(SplittableRandom random) {
        return TEXTS.get(random.nextInt(TEXTS.size())) + random.nextInt(1000);
    }

    private static BigDecimal amount(SplittableRandom random) {
        long digits = random.nextLong(random.nextBoolean() ? 1_000_000L : 1_000_000_000_000_000L);
        return new BigDecimal(BigInteger.valueOf(digits), random.nextInt(5));
    }
}
