package dev.portside.bootstrap;

import static dev.portside.bootstrap.RunningPortside.as;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.bootstrap.RunningPortside.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the calls of the rate limits refuse, and how they say so. */
class RateLimitsFaultsTest {
    private static RunningPortside portside;

    @BeforeAll
    static void start() {
        portside = RunningPortside.start();
    }

    @AfterAll
    static void stop() {
        portside.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?key=",
                "?key=a&key=b",
                "?key=a&tokens=",
                "?key=a&tokens=0",
                "?key=a&tokens=-1",
                "?key=a&tokens=1.0",
                "?key=a&tokens=1e1",
                "?key=a&tokens=+1",
                "?key=a&tokens=one",
                "?key=a&tokens=9999999999999999",
                "?key=a&tokens=11",
                "?key=%00"
            })
    void aBadQueryIsRefused(String query) {
        assertThat(portside.send("POST", "/api/bucket/consume" + query).status())
                .isEqualTo(400);
        assertThat(portside.get("/api/bucket/check" + query).status()).isEqualTo(400);
    }

    @Test
    void aKeyOf255CharactersIsTheLongest() {
        assertThat(portside.get("/api/bucket/check?key=" + "k".repeat(255)).status())
                .isEqualTo(200);
        assertThat(portside.get("/api/bucket/check?key=" + "k".repeat(256)).status())
                .isEqualTo(400);
        assertThat(portside.send("POST", "/api/bucket/reset").status()).isEqualTo(400);
        assertThat(portside.post("/api/bucket/reset", "{}").status()).isEqualTo(400);
    }

    @Test
    void allFaultsOfABulkAreNamed() {
        Reply reply = portside.post(
                "/api/bucket/bulk-consume",
                "{\"mode\":\"some\",\"requests\":[{\"tokens\":1},{\"key\":\"a\",\"tokens\":1.5},{\"key\":\"b\",\"tokens\":0}]}");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("errors"))
                .extracting(fault -> fault.get("pointer").stringValue())
                .containsExactly("/requests/0/key", "/requests/1/tokens", "/requests/2/tokens", "/mode");
        assertThat(portside.post("/api/bucket/bulk-consume", "{\"requests\":[]}")
                        .status())
                .isEqualTo(400);
        String many = "{\"key\":\"a\"},".repeat(1_000) + "{\"key\":\"a\"}";
        assertThat(portside.post("/api/bucket/bulk-consume", "{\"requests\":[" + many + "]}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void whatCouldNeverBeGivenRefusesTheWholeBulk() {
        Reply reply = portside.post(
                "/api/bucket/bulk-consume",
                "{\"mode\":\"independent\",\"requests\":[{\"key\":\"never\"},{\"key\":\"never\",\"tokens\":11}]}");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().at("/errors/0/pointer").stringValue()).isEqualTo("/requests/1/tokens");
        assertThat(portside.get("/api/bucket/check?key=never")
                        .json()
                        .get("tokens")
                        .intValue())
                .isEqualTo(10);
        assertThat(portside.post(
                                "/api/bucket/bulk-consume",
                                "{\"requests\":[{\"key\":\"never\",\"tokens\":6},{\"key\":\"never\",\"tokens\":5}]}")
                        .json()
                        .get("errors"))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | /capacity",
                "{'capacity':0,'refill_per_second':1} | /capacity",
                "{'capacity':1} | ''",
                "{'capacity':1,'refill_per_second':0} | /refill_per_second",
                "{'capacity':1,'refill_per_second':'1'} | /refill_per_second",
                "{'capacity':1,'refill_tokens':1} | ''",
                "{'capacity':1,'refill_per_second':1,'refill_period_ms':1} | ''",
                "{'capacity':1,'refill_per_second':1,'refill_tokens':1,'refill_period_ms':1} | ''",
                "{'capacity':1,'refill_per_second':1,'algorithm':'leaky'} | /algorithm",
                "{'capacity':1,'refill_per_second':1,'on_failure':'shut'} | /on_failure",
                "{'capacity':1,'algorithm':'sliding_window'} | ''",
                "{'capacity':1,'algorithm':'sliding_window','window_ms':0} | /window_ms",
                "{'capacity':1,'algorithm':'gcra','refill_per_second':3} | ''",
                "{'capacity':999999999999999,'refill_per_second':0.1} | ''"
            })
    void aPlanThatCannotBeKeptIsRefused(String plan, String pointer) {
        Reply reply = portside.put("/api/bucket/plans/x", plan.replace('\'', '"'), as("admin"));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("errors"))
                .extracting(fault -> fault.get("pointer").stringValue())
                .containsExactly(pointer);
    }

    @Test
    void aPrefixIsAsLongAsAKey() {
        String plan = "{\"capacity\":1,\"refill_per_second\":1}";
        assertThat(portside.put("/api/bucket/plans/" + "p".repeat(255), plan, as("admin"))
                        .status())
                .isEqualTo(201);
        assertThat(portside.put("/api/bucket/plans/" + "p".repeat(256), plan, as("admin"))
                        .status())
                .isEqualTo(404);
        Reply odd = portside.put("/api/bucket/plans/%C3%A9%22%20", plan, as("admin"));
        assertThat(odd.header("Location")).isEqualTo("/api/bucket/plans/%C3%A9%22%20");
        assertThat(portside.get("/api/bucket/check?key=%C3%A9%22%20x").header("RateLimit-Policy"))
                .startsWith("\"%C3%A9%22 \";");
    }
}
