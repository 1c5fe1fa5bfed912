package dev.portside.bootstrap;

import static dev.portside.bootstrap.RunningPortside.as;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.bootstrap.RunningPortside.Reply;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rate limits as their users see them. Plans refill slowly, so that time changes no answer. */
class RateLimitsStoryTest {
    private static final Map<String, String> SLOW = Map.of("BUCKET_REFILL_PER_SECOND", "0.001");
    private static final String QUOTA_EXCEEDED = "https://iana.org/assignments/http-problem-types#quota-exceeded";

    RunningPortside start(Map<String, String> settings) {
        return RunningPortside.start(settings);
    }

    @Test
    void aKeyIsCheckedConsumedUntilItIsEmptyAndReset() {
        try (RunningPortside portside = start(SLOW)) {
            Reply check = portside.get("/api/bucket/check?key=user123");
            assertThat(check.status()).isEqualTo(200);
            assertThat(check.http().body())
                    .isEqualTo("{\"key\":\"user123\",\"allowed\":true,\"tokens\":10,\"capacity\":10,"
                            + "\"refill_per_second\":0.001,\"retry_after_ms\":0,\"reset_after_ms\":0}");

            Reply consume = post(portside, "/api/bucket/consume?key=user123&tokens=9");
            assertThat(consume.status()).isEqualTo(200);
            assertThat(consume.json().get("tokens").intValue()).isEqualTo(1);
            assertThat(consume.header("RateLimit-Policy")).isEqualTo("\"default\";q=10;w=10000");
            assertThat(consume.header("RateLimit")).isEqualTo("\"default\";r=1;t=1000");
            assertThat(post(portside, "/api/bucket/consume?key=user123")
                            .json()
                            .get("tokens")
                            .intValue())
                    .isZero();

            Reply denied = post(portside, "/api/bucket/consume?key=user123&tokens=1");
            assertThat(denied.status()).isEqualTo(429);
            assertThat(denied.json().get("type").stringValue()).isEqualTo(QUOTA_EXCEEDED);
            assertThat(denied.json().get("violated-policies").toString()).isEqualTo("[\"default\"]");
            assertThat(denied.json().get("allowed").booleanValue()).isFalse();
            assertThat(denied.json().get("retry_after_ms").longValue()).isBetween(900_000L, 1_000_000L);
            assertThat(seconds(denied.header("Retry-After"))).isBetween(900L, 1_000L);
            assertThat(denied.header("RateLimit")).endsWith(";t=" + denied.header("Retry-After"));
            assertThat(portside.get("/api/bucket/check?key=user123")
                            .json()
                            .get("allowed")
                            .booleanValue())
                    .isFalse();
            assertThat(post(portside, "/api/bucket/consume?key=user124").status())
                    .isEqualTo(200);

            assertThat(post(portside, "/api/bucket/reset?key=user123")
                            .json()
                            .get("tokens")
                            .intValue())
                    .isEqualTo(10);
            post(portside, "/api/bucket/consume?key=user123&tokens=10");
            assertThat(portside.post("/api/bucket/reset", "{\"key\":\"user123\"}")
                            .json()
                            .get("tokens")
                            .intValue())
                    .isEqualTo(10);
        }
    }

    @Test
    void aBulkTakesAllOrNothingOrWhatThereIs() {
        try (RunningPortside portside = start(SLOW)) {
            String wishes = "\"requests\":[{\"key\":\"a\",\"tokens\":6},{\"key\":\"b\"},{\"key\":\"a\",\"tokens\":4}]";
            Reply all = portside.post("/api/bucket/bulk-consume", "{" + wishes + "}");
            assertThat(all.status()).isEqualTo(200);
            assertThat(all.json().at("/results/2/tokens").intValue()).isZero();
            assertThat(all.header("RateLimit")).startsWith("\"default\";r=0;");

            Reply refused = portside.post(
                    "/api/bucket/bulk-consume",
                    "{\"requests\":[{\"key\":\"b\",\"tokens\":9},{\"key\":\"a\",\"tokens\":1}]}");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.json().get("mode").stringValue()).isEqualTo("all-or-nothing");
            assertThat(refused.json().at("/results/0/retry_after_ms").longValue())
                    .isZero();
            assertThat(refused.json().at("/results/1/retry_after_ms").longValue())
                    .isPositive();
            assertThat(seconds(refused.header("Retry-After"))).isBetween(900L, 1_000L);

            Reply independent = portside.post(
                    "/api/bucket/bulk-consume",
                    "{\"mode\":\"independent\",\"requests\":[{\"key\":\"b\",\"tokens\":9},{\"key\":\"a\",\"tokens\":1}]}");
            assertThat(independent.status()).isEqualTo(200);
            assertThat(independent.json().at("/results/0/allowed").booleanValue())
                    .isTrue();
            assertThat(independent.json().at("/results/1/allowed").booleanValue())
                    .isFalse();
        }
    }

    @Test
    void aPlanGovernsTheKeysWithItsPrefixUntilItIsRemoved() {
        try (RunningPortside portside = start(SLOW)) {
            String path = "/api/bucket/plans/api:gold%2F";
            String terms = "{\"capacity\":100,\"refill_per_second\":0.5,\"on_failure\":\"closed\"}";
            assertThat(portside.put(path, terms).status()).isEqualTo(401);
            assertThat(portside.put(path, terms, as("todos:write")).status()).isEqualTo(403);
            Reply created = portside.put(path, terms, as("admin"));
            String tag = created.header("ETag");
            assertThat(created.status()).isEqualTo(201);
            assertThat(portside.get(created.header("Location"), as("admin")).json())
                    .isEqualTo(created.json());
            assertThat(created.json().get("prefix").stringValue()).isEqualTo("api:gold/");
            assertThat(created.json().get("refill_period_ms").intValue()).isEqualTo(2_000);
            assertThat(portside.get(path, as("admin", "If-None-Match", tag)).status())
                    .isEqualTo(304);

            Reply governed = post(portside, "/api/bucket/consume?key=api:gold/me&tokens=60");
            assertThat(governed.json().get("tokens").intValue()).isEqualTo(40);
            assertThat(governed.header("RateLimit-Policy")).isEqualTo("\"api:gold/\";q=100;w=200");

            Reply same = portside.put(path, created.http().body(), as("admin", "If-Match", tag));
            assertThat(same.header("ETag")).isEqualTo(tag);
            String window = "{\"algorithm\":\"sliding_window\",\"capacity\":50,\"window_ms\":3600000}";
            Reply changed = portside.put(path, window, as("admin", "If-Match", tag));
            assertThat(changed.status()).isEqualTo(200);
            assertThat(portside.put(path, window, as("admin", "If-Match", tag)).status())
                    .isEqualTo(412);
            assertThat(portside.get("/api/bucket/check?key=api:gold/me")
                            .json()
                            .get("tokens")
                            .intValue())
                    .isEqualTo(50);

            assertThat(portside.get("/api/bucket/plans", as("admin")).json().get("plans"))
                    .hasSize(2);
            assertThat(portside.delete(path, as("admin", "If-Match", tag)).status())
                    .isEqualTo(412);
            assertThat(portside.delete(path, as("admin")).status()).isEqualTo(204);
            assertThat(portside.delete(path, as("admin")).status()).isEqualTo(404);
            assertThat(portside.get(path, as("admin")).status()).isEqualTo(404);
            assertThat(portside.get("/api/bucket/check?key=api:gold/me")
                            .json()
                            .get("capacity")
                            .intValue())
                    .isEqualTo(10);
        }
    }

    @Test
    void theSettingsChooseTheAlgorithm() {
        for (String algorithm : new String[] {"token_bucket", "sliding_window", "gcra"}) {
            Map<String, String> settings = Map.of(
                    "BUCKET_ALGORITHM",
                    algorithm,
                    "BUCKET_CAPACITY",
                    "3",
                    "BUCKET_WINDOW",
                    "1h",
                    "BUCKET_REFILL_PER_SECOND",
                    "0.001");
            try (RunningPortside portside = RunningPortside.start(settings)) {
                assertThat(portside.get("/api/bucket/plans", as("admin"))
                                .json()
                                .at("/plans/0/algorithm")
                                .stringValue())
                        .isEqualTo(algorithm);
                assertThat(post(portside, "/api/bucket/consume?key=a&tokens=3").status())
                        .isEqualTo(200);
                assertThat(post(portside, "/api/bucket/consume?key=a").status()).isEqualTo(429);
            }
        }
    }

    private static Reply post(RunningPortside portside, String path) {
        return portside.send("POST", path);
    }

    private static long seconds(String retryAfter) {
        return Long.parseLong(retryAfter);
    }
}
