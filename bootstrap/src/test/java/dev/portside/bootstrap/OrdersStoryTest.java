package dev.portside.bootstrap;

import static dev.portside.bootstrap.RunningPortside.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portside.bootstrap.RunningPortside.Reply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Orders from their message to their reader. */
class OrdersStoryTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    RunningPortside start(Map<String, String> settings) {
        return RunningPortside.start(settings);
    }

    @Test
    void ordersArePublishedStoredOnceListedAndRead() {
        try (RunningPortside portside = start(Map.of())) {
            assertThat(portside.get("/api/orders").http().body()).isEqualTo("[]");
            for (int i = 1; i <= 5; i++) {
                Reply queued = portside.post("/api/test/orders", order(i));
                assertThat(queued.status()).isEqualTo(202);
                assertThat(queued.json().get("status").stringValue()).isEqualTo("queued");
            }
            awaitStats(portside, 5, 0);

            Reply list = portside.get("/api/orders");
            assertThat(list.status()).isEqualTo(200);
            assertThat(list.json().findValuesAsString("order_uid"))
                    .containsExactly("story5", "story4", "story3", "story2", "story1");
            assertThat(portside.get("/api/orders", "If-None-Match", list.header("ETag"))
                            .status())
                    .isEqualTo(304);

            Reply detail = portside.get("/api/orders/story3");
            assertThat(detail.json()).isEqualTo(JSON.readTree(order(3)));
            assertThat(portside.get("/api/orders/story3", "If-None-Match", detail.header("ETag"))
                            .status())
                    .isEqualTo(304);
            assertThat(portside.get("/api/orders/story6").status()).isEqualTo(404);
            JsonNode stats = portside.get("/api/stats").json();
            assertThat(stats.get("cached").intValue()).isEqualTo(5);
            assertThat(stats.get("hits").intValue()).isEqualTo(2);
            assertThat(stats.get("misses").intValue()).isEqualTo(1);
            assertThat(stats.get("consumer").get("connected").booleanValue()).isTrue();
        }
    }

    @Test
    void ordersAreFoundByAPartOfWhatIsKnownOfThem() {
        try (RunningPortside portside = start(Map.of())) {
            for (int i = 1; i <= 3; i++) {
                portside.post("/api/test/orders", order(i));
            }
            awaitStats(portside, 3, 0);
            assertThat(found(portside, "search=STORY2")).containsExactly("story2");
            assertThat(found(portside, "search=ilmtest")).containsExactly("story3", "story2", "story1");
            assertThat(found(portside, "search=testov&limit=2")).containsExactly("story3", "story2");
            assertThat(found(portside, "search=testov&limit=2&after=story2")).containsExactly("story1");
            assertThat(portside.get("/api/orders?search=t%26t&limit=1").header("Link"))
                    .isEmpty();
            assertThat(portside.get("/api/orders?search=tes&limit=1").header("Link"))
                    .isEqualTo("</api/orders?limit=1&search=tes&after=story3>; rel=\"next\"");
            assertThat(portside.get("/api/orders?search=").status()).isEqualTo(400);
            assertThat(portside.get("/api/orders?search=" + "x".repeat(101)).status())
                    .isEqualTo(400);
        }
    }

    private static List<String> found(RunningPortside portside, String query) {
        return portside.get("/api/orders?" + query).json().findValuesAsString("order_uid");
    }

    @Test
    void aRepeatIsStoredOnceAChangeAndAnUnreadableMessageBecomeDeadLetters() {
        try (RunningPortside portside = start(Map.of())) {
            portside.post("/api/test/orders", order(1));
            awaitStats(portside, 1, 0);
            Reply before = portside.get("/api/orders/story1");

            portside.post("/api/test/orders", order(1));
            awaitStats(portside, 1, 0);
            portside.post("/api/test/orders", order(1).replace("1817", "1"));
            awaitStats(portside, 1, 1);
            portside.post("/api/test/orders", order(2).replace("USD", "dollars"));
            portside.post("/api/test/orders", "not JSON at all");
            portside.send("POST", "/api/test/orders");
            awaitStats(portside, 1, 4);

            Reply after = portside.get("/api/orders/story1");
            assertThat(after.header("ETag")).isEqualTo(before.header("ETag"));
            portside.post("/api/test/orders", order(2));
            awaitStats(portside, 2, 4);
        }
    }

    @Test
    void theListIsPagedByItsLinks() {
        try (RunningPortside portside = start(Map.of())) {
            for (int i = 1; i <= 5; i++) {
                portside.post("/api/test/orders", order(i).replace("story" + i, "a/b&c=é " + i));
            }
            awaitStats(portside, 5, 0);
            String path = "/api/orders?limit=2";
            StringBuilder seen = new StringBuilder();
            for (int pages = 0; !path.isEmpty(); pages++) {
                assertThat(pages).isLessThan(3);
                Reply page = portside.get(path);
                page.json().forEach(order -> seen.append(order.get("shardkey").stringValue()));
                path = page.header("Link").replaceFirst("^<(.*)>; rel=\"next\"$", "$1");
            }
            assertThat(seen).hasToString("54321");
            assertThat(portside.get("/api/orders/a%2Fb&c=%C3%A9%203")
                            .json()
                            .get("shardkey")
                            .stringValue())
                    .isEqualTo("3");
            assertThat(portside.get("/api/orders?after=nobody").status()).isEqualTo(400);
            assertThat(portside.get("/api/orders?limit=0").status()).isEqualTo(400);
            assertThat(portside.get("/api/orders?limit=1001").status()).isEqualTo(400);
        }
    }

    @Test
    void aRequeuedMessageTakesTheSamePathAgainUnderItsOrigin() {
        try (RunningPortside portside = start(Map.of())) {
            byte[] payload = {'{', 0, (byte) 0xff};
            portside.post("/api/test/orders", payload);
            awaitStats(portside, 0, 1);
            JsonNode dead = letter(portside);
            String path = "/api/dead-letters/" + dead.get("id").stringValue() + "/requeue";
            assertThat(portside.post(path, "", as("admin")).status()).isEqualTo(200);
            await().untilAsserted(() -> assertThat(letter(portside).get("id")).isNotEqualTo(dead.get("id")));
            assertThat(letter(portside).get("origin")).isEqualTo(dead.get("origin"));
            assertThat(letter(portside).get("payload").stringValue())
                    .isEqualTo("data:application/octet-stream;base64,ewD/");
        }
    }

    @Test
    void testEndpointsCanBeTurnedOff() {
        try (RunningPortside portside = start(Map.of("TEST_ENDPOINTS", "false"))) {
            assertThat(portside.post("/api/test/orders", order(1)).status()).isEqualTo(404);
        }
    }

    private static JsonNode letter(RunningPortside portside) {
        JsonNode letters =
                portside.get("/api/dead-letters?source=orders", as("admin")).json();
        assertThat(letters).hasSize(1);
        String id = letters.get(0).get("id").stringValue();
        return portside.get("/api/dead-letters/" + id, as("admin")).json();
    }

    static void awaitStats(RunningPortside portside, int stored, int deadLetters) {
        await().untilAsserted(() -> {
            JsonNode stats = portside.get("/api/stats").json();
            assertThat(stats.get("stored").intValue()).isEqualTo(stored);
            JsonNode consumer = stats.get("consumer");
            assertThat(consumer.get("pending").intValue()).isZero();
            assertThat(consumer.get("dead_letters").intValue()).isEqualTo(deadLetters);
        });
    }

    /** Later ones are newer. */
    static String order(int i) {
        return """
                {"order_uid":"story%1$d","track_number":"WBILMTESTTRACK","entry":"WBIL",
                "delivery":{"name":"Test Testov","phone":"+9720000000","zip":"2639809","city":"Kiryat Mozkin",
                "address":"Ploshad Mira 15","region":"Kraiot","email":"test@gmail.com"},
                "payment":{"transaction":"story%1$d","request_id":"","currency":"USD","provider":"wbpay","amount":1817,
                "payment_dt":1637907727,"bank":"alpha","delivery_cost":1500,"goods_total":317,"custom_fee":0},
                "items":[{"chrt_id":9934930,"track_number":"WBILMTESTTRACK","price":453,"rid":"ab4219087a764ae0btest",
                "name":"Mascaras","sale":30,"size":"0","total_price":317,"nm_id":2389212,"brand":"Vivienne Sabo",
                "status":202}],"locale":"en","internal_signature":"","customer_id":"test","delivery_service":"meest",
                "shardkey":"%1$d","sm_id":99,"date_created":"2021-11-26T06:22:1%1$dZ","oof_shard":"1"}""".formatted(i);
    }
}
