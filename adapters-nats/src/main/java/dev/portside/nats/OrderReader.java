package dev.portside.nats;

import dev.portside.application.json.BadJson;
import dev.portside.application.json.Json;
import dev.portside.application.json.JsonFields;
import dev.portside.domain.orders.Amount;
import dev.portside.domain.orders.Delivery;
import dev.portside.domain.orders.Item;
import dev.portside.domain.orders.Order;
import dev.portside.domain.orders.OrderRules;
import dev.portside.domain.orders.OrderUid;
import dev.portside.domain.orders.Payment;
import dev.portside.domain.shared.Invalid;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Currency;
import java.util.List;
import java.util.function.Supplier;

/** Reads an order from a message: every member of the well-known shape must be there, further ones are ignored. */
public final class OrderReader {
    private OrderReader() {}

    /** @throws BadJson with all faults when the payload holds no order; nothing else whatever the payload is */
    public static Order read(byte[] payload) {
        JsonFields in = Json.fields(payload);
        Supplier<OrderUid> uid = in.text("order_uid", OrderUid::new);
        Supplier<String> trackNumber = text(in, "track_number");
        Supplier<String> entry = text(in, "entry");
        Supplier<Delivery> delivery = in.object("delivery", OrderReader::delivery);
        Supplier<Payment> payment = in.object("payment", OrderReader::payment);
        Supplier<List<Item>> items = in.objects("items", 1, Order.ITEMS_MAX, OrderReader::item);
        Supplier<String> locale = text(in, "locale");
        Supplier<String> internalSignature = text(in, "internal_signature");
        Supplier<String> customerId = text(in, "customer_id");
        Supplier<String> deliveryService = text(in, "delivery_service");
        Supplier<String> shardkey = text(in, "shardkey");
        Supplier<Long> smId = number(in, "sm_id");
        Supplier<Instant> dateCreated = in.text("date_created", OrderReader::time);
        Supplier<String> oofShard = text(in, "oof_shard");
        return in.build(() -> new Order(
                uid.get(),
                trackNumber.get(),
                entry.get(),
                delivery.get(),
                payment.get(),
                items.get(),
                locale.get(),
                internalSignature.get(),
                customerId.get(),
                deliveryService.get(),
                shardkey.get(),
                smId.get(),
                dateCreated.get(),
                oofShard.get()));
    }

    private static Delivery delivery(JsonFields in) {
        Supplier<String> name = text(in, "name");
        Supplier<String> phone = text(in, "phone");
        Supplier<String> zip = text(in, "zip");
        Supplier<String> city = text(in, "city");
        Supplier<String> address = text(in, "address");
        Supplier<String> region = text(in, "region");
        Supplier<String> email = text(in, "email");
        return in.build(() ->
                new Delivery(name.get(), phone.get(), zip.get(), city.get(), address.get(), region.get(), email.get()));
    }

    private static Payment payment(JsonFields in) {
        Supplier<String> transaction = text(in, "transaction");
        Supplier<String> requestId = text(in, "request_id");
        Supplier<Currency> currency = in.text("currency", OrderRules::currency);
        Supplier<String> provider = text(in, "provider");
        Supplier<Amount> amount = amount(in, "amount");
        Supplier<Long> paidAtSecond = in.whole("payment_dt", 0, OrderRules.epochSecondMax());
        Supplier<String> bank = text(in, "bank");
        Supplier<Amount> deliveryCost = amount(in, "delivery_cost");
        Supplier<Amount> goodsTotal = amount(in, "goods_total");
        Supplier<Amount> customFee = amount(in, "custom_fee");
        return in.build(() -> new Payment(
                transaction.get(),
                requestId.get(),
                currency.get(),
                provider.get(),
                amount.get(),
                paidAtSecond.get(),
                bank.get(),
                deliveryCost.get(),
                goodsTotal.get(),
                customFee.get()));
    }

    private static Item item(JsonFields in) {
        Supplier<Long> chrtId = number(in, "chrt_id");
        Supplier<String> trackNumber = text(in, "track_number");
        Supplier<Amount> price = amount(in, "price");
        Supplier<String> rid = text(in, "rid");
        Supplier<String> name = text(in, "name");
        Supplier<Long> sale = in.whole("sale", 0, OrderRules.PERCENT_MAX);
        Supplier<String> size = text(in, "size");
        Supplier<Amount> totalPrice = amount(in, "total_price");
        Supplier<Long> nmId = number(in, "nm_id");
        Supplier<String> brand = text(in, "brand");
        Supplier<Long> status = number(in, "status");
        return in.build(() -> new Item(
                chrtId.get(),
                trackNumber.get(),
                price.get(),
                rid.get(),
                name.get(),
                sale.get(),
                size.get(),
                totalPrice.get(),
                nmId.get(),
                brand.get(),
                status.get()));
    }

    private static Supplier<String> text(JsonFields in, String name) {
        return in.text(name, OrderRules::text);
    }

    private static Supplier<Long> number(JsonFields in, String name) {
        return in.whole(name, 0, OrderRules.NUMBER_MAX);
    }

    private static Supplier<Amount> amount(JsonFields in, String name) {
        return in.decimal(name, Amount::new);
    }

    private static Instant time(String text) {
        try {
            return OrderRules.time(Instant.parse(text));
        } catch (DateTimeParseException _) {
            throw new Invalid("must be a time of RFC 3339, such as 2021-11-26T06:22:19Z");
        }
    }
}
