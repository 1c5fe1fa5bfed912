package dev.portside.bootstrap;

import static dev.portside.bootstrap.RunningPortside.as;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.bootstrap.RunningPortside.Reply;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The rate limits guard the service's own calls. The limit refills slowly, so that time changes no answer. */
class RateLimitGuardTest {
    private static final Map<String, String> THREE_CALLS =
            Map.of("RATE_LIMIT_ENABLED", "true", "BUCKET_CAPACITY", "3", "BUCKET_REFILL_PER_SECOND", "0.001");

    RunningPortside start(Map<String, String> settings) {
        return RunningPortside.start(settings);
    }

    @Test
    void aCallerWithoutATokenIsLimitedByItsAddress() {
        try (RunningPortside portside = start(THREE_CALLS)) {
            Reply first = portside.get("/get?id=nobody");
            assertThat(first.status()).isEqualTo(404);
            assertThat(first.header("RateLimit-Policy")).isEqualTo("\"calls\";q=3;w=3000");
            assertThat(first.header("RateLimit")).startsWith("\"calls\";r=2;t=");
            assertThat(portside.post("/insert", "not JSON").header("RateLimit")).startsWith("\"calls\";r=1;");
            assertThat(portside.get("/get").header("RateLimit")).startsWith("\"calls\";r=0;");

            Reply over = portside.get("/get?id=nobody");
            assertThat(over.status()).isEqualTo(429);
            assertThat(over.json().get("type").stringValue())
                    .isEqualTo("https://iana.org/assignments/http-problem-types#quota-exceeded");
            assertThat(over.json().get("violated-policies").toString()).isEqualTo("[\"calls\"]");
            assertThat(over.header("RateLimit")).isEqualTo("\"calls\";r=0;t=" + over.header("Retry-After"));
            assertThat(Long.parseLong(over.header("Retry-After"))).isBetween(900L, 1_000L);
        }
    }

    @Test
    void aCallerWithATokenIsLimitedByItsSubject() {
        try (RunningPortside portside = start(THREE_CALLS)) {
            for (int i = 0; i < 3; i++) {
                assertThat(portside.get("/get?id=nobody", as("admin")).status()).isEqualTo(404);
            }
            assertThat(portside.get("/get?id=nobody", as("todos:write")).status())
                    .isEqualTo(429);
            assertThat(portside.get("/get?id=nobody").status()).isEqualTo(404);
        }
    }

    @Test
    void aRefusedTokenCountsForItsAddress() {
        try (RunningPortside portside = start(THREE_CALLS)) {
            for (int i = 0; i < 3; i++) {
                Reply refused = portside.get("/get?id=nobody", "Authorization", "Bearer guess" + i);
                assertThat(refused.status()).isEqualTo(401);
                assertThat(refused.header("RateLimit")).startsWith("\"calls\";r=" + (2 - i));
            }
            assertThat(portside.get("/get?id=nobody", "Authorization", "Bearer guess")
                            .status())
                    .isEqualTo(429);
        }
    }

    @Test
    void whatIsAlwaysOpenIsNeverLimited() {
        try (RunningPortside portside = start(THREE_CALLS)) {
            for (int i = 0; i < 5; i++) {
                Reply open = portside.get("/openapi");
                assertThat(open.status()).isEqualTo(200);
                assertThat(open.header("RateLimit")).isEmpty();
            }
        }
    }

    @Test
    void aHotReadIsLimitedLikeAnyOther() {
        try (RunningPortside portside = start(THREE_CALLS)) {
            for (int i = 0; i < 3; i++) {
                assertThat(portside.get("/todos?limit=100").header("RateLimit")).startsWith("\"calls\";r=" + (2 - i));
            }
            assertThat(portside.get("/todos?limit=100").status()).isEqualTo(429);
        }
    }

    @Test
    void theBucketCallsDoNotReachTheGuard() {
        try (RunningPortside portside = start(THREE_CALLS)) {
            Reply own = portside.send("POST", "/api/bucket/consume?key=calls:subject:me&tokens=3");
            assertThat(own.status()).isEqualTo(200);
            assertThat(own.header("RateLimit")).matches("\"default\";r=0;t=\\d+, \"calls\";r=2;t=\\d+");
            assertThat(portside.get("/get?id=nobody", as("admin")).header("RateLimit"))
                    .startsWith("\"calls\";r=2;");
            portside.send("POST", "/api/bucket/reset?key=calls:address:127.0.0.1");
            assertThat(portside.get("/get?id=nobody").header("RateLimit")).startsWith("\"calls\";r=0;");
        }
    }

    @Test
    void aPlanSaysHowManyCallsThereMayBe() {
        try (RunningPortside portside = start(THREE_CALLS)) {
            String plan = "{\"capacity\":100,\"refill_per_second\":0.01}";
            assertThat(portside.put("/api/bucket/plans/calls:", plan, as("admin"))
                            .status())
                    .isEqualTo(201);
            assertThat(portside.get("/get?id=nobody", as("admin")).header("RateLimit-Policy"))
                    .isEqualTo("\"calls\";q=100;w=10000");
        }
    }
}
