package dev.portside.nats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portside.application.json.BadJson;
import dev.portside.application.json.FieldFault;
import dev.portside.application.json.Json;
import dev.portside.application.orders.OrderJson;
import dev.portside.domain.orders.Order;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderReaderTest {
    @Test
    void readsTheWellKnownOrderAndWritesItMemberForMember() {
        Order order = read(WellKnownOrder.JSON);
        assertThat(OrderJson.tree(order).toString())
                .isEqualTo(Json.text(Json.tree(WellKnownOrder.JSON.getBytes(UTF_8))));
        assertThat(OrderReader.read(OrderJson.bytes(order))).isEqualTo(order);
    }

    @Test
    void dropsUnknownMembersAtEveryLevel() {
        String more = WellKnownOrder.JSON
                .replace("\"entry\":", "\"x\": {\"y\": [1]}, \"entry\":")
                .replace("\"phone\":", "\"x\": null, \"phone\":")
                .replace("\"rid\":", "\"x\": \"y\", \"rid\":");
        assertThat(read(more)).isEqualTo(read(WellKnownOrder.JSON));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1817.0", "1817.0000000", "18.17e2", "1.817E+3", "181700e-2"})
    void takesEqualAmountsForEqual(String amount) {
        assertThat(read(WellKnownOrder.JSON.replace("1817", amount))).isEqualTo(read(WellKnownOrder.JSON));
    }

    @Test
    void keepsAmountsExact() {
        Order order = read(WellKnownOrder.JSON.replace("1817", "123456789012345.6789"));
        assertThat(order.payment().amount().value()).isEqualTo(new BigDecimal("123456789012345.6789"));
        assertThat(OrderJson.tree(order).toString()).contains("\"amount\":123456789012345.6789,");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "'\"b563feb7b2b84b6test\",' | '\"\",' | /order_uid must be 1 to 100 characters long",
                "'\"USD\"' | '\"usd\"' | '/payment/currency must be a currency code of ISO 4217, such as USD'",
                "'\"USD\"' | '\"US\"' | '/payment/currency must be a currency code of ISO 4217, such as USD'",
                "1817 | -0.01 | /payment/amount must be 0 to 999999999999999",
                "1817 | 999999999999999.0001 | /payment/amount must be 0 to 999999999999999",
                "1817 | 0.00001 | /payment/amount must have at most 4 decimals",
                "1817 | 1e400 | /payment/amount must be 0 to 999999999999999",
                "1817 | 1e99999 | /payment/amount must not have an exponent beyond 1000",
                "1817 | '\"1817\"' | /payment/amount must be a number",
                "1637907727 | 253402300800 | /payment/payment_dt must be 0 to 253402300799",
                "1637907727 | 1637907727.0 | /payment/payment_dt must be a whole number",
                "453 | null | /items/0/price must be a number",
                "': 30' | ': 101' | /items/0/sale must be 0 to 100",
                "9934930 | 9007199254740992 | /items/0/chrt_id must be 0 to 9007199254740991",
                "'\"2021-11-26T06:22:19Z\"' | '\"2021-11-26\"' | '/date_created must be a time of RFC 3339, such as 2021-11-26T06:22:19Z'",
                "'\"2021-11-26T06:22:19Z\"' | '\"1969-12-31T23:59:59Z\"' | /date_created must be between the years 1970 and 9999",
                "'\"2021-11-26T06:22:19Z\"' | '\"+99999-01-01T00:00:00Z\"' | /date_created must be between the years 1970 and 9999",
                "'\"Kraiot\"' | '\"a\\u0000b\"' | /delivery/region must not contain the character U+0000",
                "'\"Kraiot\"' | '\"a\\ud800b\"' | /delivery/region must not contain half of a surrogate pair",
                "'\"test@gmail.com\"' | '[]' | /delivery/email must be text",
            })
    void saysWhereAMemberBreaksItsRule(String sent, String changed, String fault) {
        assertThat(WellKnownOrder.JSON).contains(sent);
        assertThat(badJson(WellKnownOrder.JSON.replaceFirst(sent.replace(".", "\\."), changed.replace("\\", "\\\\"))))
                .hasMessage(fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2021-11-26T09:22:19+03:00", "2021-11-26T06:22:19.000Z", "2021-11-26T06:22:19.0000004Z"})
    void takesEqualTimesForEqualToTheMicrosecond(String time) {
        assertThat(read(WellKnownOrder.JSON.replace("2021-11-26T06:22:19Z", time)))
                .isEqualTo(read(WellKnownOrder.JSON));
    }

    @Test
    void reportsAllFaultsOfAMessageAtOnce() {
        assertThat(badJson("{\"order_uid\":\"a\",\"delivery\":{},\"payment\":[],\"items\":[{}]}")
                        .faults())
                .hasSize(12 + 7 + 11 - 1)
                .contains(
                        new FieldFault("/track_number", "is missing"),
                        new FieldFault("/delivery/zip", "is missing"),
                        new FieldFault("/payment", "must be an object"),
                        new FieldFault("/items/0/nm_id", "is missing"));
    }

    @Test
    void acceptsTextsUpToTheirBoundInCodePoints() {
        String longest = "😀".repeat(1000);
        assertThat(read(WellKnownOrder.JSON.replace("Kraiot", longest))
                        .delivery()
                        .region())
                .isEqualTo(longest);
        assertThat(badJson(WellKnownOrder.JSON.replace("Kraiot", longest + "x")))
                .hasMessage("/delivery/region must be 0 to 1000 characters long");
    }

    @Test
    void refusesADuplicateMemberATrailingDocumentAndForeignEncodings() {
        assertThat(badJson(WellKnownOrder.JSON.replace("\"entry\":", "\"entry\": \"a\", \"entry\":")))
                .hasMessageStartingWith("must not name a member twice");
        assertThat(badJson(WellKnownOrder.JSON + "{}")).hasMessageContaining("nothing after it");
        for (String charset : List.of("UTF-16", "UTF-16LE", "UTF-32", "windows-1251")) {
            byte[] payload = WellKnownOrder.JSON.replace("Kraiot", "Краёт").getBytes(Charset.forName(charset));
            assertThat(catchThrowableOfType(BadJson.class, () -> OrderReader.read(payload)))
                    .isNotNull();
        }
    }

    private static BadJson badJson(String json) {
        return catchThrowableOfType(BadJson.class, () -> read(json));
    }

    private static Order read(String json) {
        return OrderReader.read(json.getBytes(UTF_8));
    }
}
