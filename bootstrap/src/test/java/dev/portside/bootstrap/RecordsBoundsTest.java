package dev.portside.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.bootstrap.RunningPortside.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The edges of what insert, update, delete and get take. */
class RecordsBoundsTest {
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
    @CsvSource({
        "insert, x, 1", "insert, x, 255", "insert, é, 255", "insert, 😀, 255",
        "update, x, 1", "update, x, 255", "update, é, 255", "update, 😀, 255",
        "delete, x, 1", "delete, x, 255", "delete, é, 255", "delete, 😀, 255"
    })
    void takesIdsOfOneTo255Characters(String verb, String character, int length) {
        String id = character.repeat(length);
        Reply accepted = portside.post("/" + verb, body(id, "1"));
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.json().get("id").stringValue()).isEqualTo(id);
        Reply read = portside.get("/get?id=" + URLEncoder.encode(id, StandardCharsets.UTF_8));
        assertThat(read.status()).isIn(200, 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"insert", "update", "delete"})
    void refusesIdsOutOfBounds(String verb) {
        String bounds = "must be 1 to 255 characters long";
        assertFault(portside.post("/" + verb, body("", "1")), "/id", bounds);
        assertFault(portside.post("/" + verb, body("x".repeat(256), "1")), "/id", bounds);
        assertFault(portside.post("/" + verb, body("😀".repeat(256), "1")), "/id", bounds);
        assertFault(portside.post("/" + verb, body("a\\u0000b", "1")), "/id", "must not contain the character U+0000");
        assertFault(
                portside.post("/" + verb, body("a\\ud83d", "1")), "/id", "must not contain half of a surrogate pair");
        assertFault(portside.post("/" + verb, "{\"id\":17,\"value\":1}"), "/id", "must be text");
        assertFault(portside.post("/" + verb, "{\"id\":null,\"value\":1}"), "/id", "must be text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"insert", "update"})
    void takesValuesOf64LevelsAndRefuses65(String verb) {
        assertThat(portside.post("/" + verb, body("deep", nested(64))).status()).isEqualTo(202);
        Reply refused = portside.post("/" + verb, body("deep", nested(65)));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().at("/errors/0/detail").stringValue())
                .startsWith("must not hold a value nested deeper than 64");
        assertFault(
                portside.post("/" + verb, body("deep", "[\"\\u0000\"]")),
                "/value/0",
                "must not contain the character U+0000");
    }

    @Test
    void ignoresWhatADeleteDoesNotNeedYetReadsItStrictly() {
        assertThat(portside.post("/delete", body("deep", nested(64))).status()).isEqualTo(202);
        assertThat(portside.post("/delete", body("deep", nested(65))).status()).isEqualTo(400);
    }

    @Test
    void reportsAllFaultsAtOnce() {
        Reply refused = portside.post("/insert", "{\"id\":\"\"}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json()
                        .get("errors")
                        .valueStream()
                        .map(fault -> fault.get("pointer").stringValue()))
                .containsExactly("/id", "/value");
        assertThat(portside.post("/insert", "{\"id\":\"a\\u0000\"}").json().get("errors"))
                .hasSize(2);
        assertThat(portside.post("/update", "{}").json().get("errors")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "false", "0", "\"\"", "[]", "{}", "-0", "1.50", "1e400", "12345678901234567890.10"})
    void keepsAnyValueAsItWasWritten(String value) {
        String id = "value " + value;
        Reply accepted = portside.post("/insert", body(id.replace("\"", "\\\""), value));
        portside.get(accepted.header("Location"), "Prefer", "wait=10");
        Reply read = portside.get("/get?id=" + URLEncoder.encode(id, StandardCharsets.UTF_8));
        assertThat(read.http().body()).contains("\"value\":" + value + ",");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/get", "/get?id=", "/get?ID=a", "/get?id=a&id=b", "/get?id=&id="})
    void refusesToReadWithoutOneId(String path) {
        Reply refused = portside.get(path);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("detail").stringValue()).startsWith("query parameter 'id' ");
    }

    private static void assertFault(Reply reply, String pointer, String detail) {
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("errors")).hasSize(1);
        assertThat(reply.json().at("/errors/0/pointer").stringValue()).isEqualTo(pointer);
        assertThat(reply.json().at("/errors/0/detail").stringValue()).isEqualTo(detail);
    }

    private static String body(String id, String value) {
        return "{\"id\":\"" + id + "\",\"value\":" + value + "}";
    }

    private static String nested(int levels) {
        return "[".repeat(levels) + "]".repeat(levels);
    }
}
