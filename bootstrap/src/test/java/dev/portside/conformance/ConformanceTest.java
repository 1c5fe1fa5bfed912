package dev.portside.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** The judge judged: faults planted into good answers are found. */
class ConformanceTest {
    private static final String DOCUMENT = """
            {"paths": {
              "/things/{id}": {"get": {"responses": {
                "200": {"headers": {"ETag": {"$ref": "#/components/headers/ETag"}},
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}},
                "304": {"headers": {"ETag": {"$ref": "#/components/headers/ETag"}}},
                "404": {"$ref": "#/components/responses/NotFound"}}}},
              "/things/all": {"post": {"responses": {"204": {}}}}},
             "components": {
              "headers": {"ETag": {"required": true, "schema": {"type": "string", "pattern": "^\\".*\\"$"}}},
              "responses": {"NotFound": {"content": {"application/problem+json":
                {"schema": {"type": "object", "required": ["status"]}}}}},
              "schemas": {"Thing": {"type": "object", "required": ["id", "at"], "additionalProperties": false,
                "properties": {"id": {"type": "string"}, "at": {"type": "string", "format": "date-time"}}}}}}
            """;

    private static final String THING = "{\"id\":\"a\",\"at\":\"2026-01-01T00:00:00Z\"}";
    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";

    private final Conformance conformance =
            new Conformance(new ApiDocument(JsonMapper.shared().readTree(DOCUMENT)));

    static Stream<Exchange> good() {
        return Stream.of(
                exchange("GET", "/things/a?x=1", 200, JSON, THING, "ETag", "\"1\""),
                exchange("GET", "/things/a", 200, JSON + "; charset=utf-8", THING, "etag", "\"1\"", "Date", "now"),
                exchange("HEAD", "/things/a", 200, JSON, "", "ETag", "\"1\""),
                exchange("GET", "/things/a", 304, "", "", "ETag", "\"1\""),
                exchange("GET", "/things/a", 404, PROBLEM, "{\"status\":404}"),
                exchange("POST", "/things/all", 204, "", ""),
                exchange("GET", "/things/all", 405, PROBLEM, "{\"status\":405}", "Allow", "OPTIONS, POST"),
                exchange("OPTIONS", "/things/a", 204, "", "", "Allow", "GET, HEAD, OPTIONS"),
                exchange("GET", "/else", 404, PROBLEM, "{\"status\":404}"),
                exchange("GET", "/things/a/b", 400, PROBLEM, "{\"status\":400}"));
    }

    @ParameterizedTest
    @MethodSource("good")
    void takesAnAnswerThatIsDescribed(Exchange exchange) {
        assertThat(conformance.faults(exchange)).isEmpty();
    }

    static Stream<Arguments> planted() {
        String tag = "\"1\"";
        return Stream.of(
                Arguments.of("status 500", exchange("GET", "/things/a", 500, PROBLEM, "{\"status\":500}")),
                Arguments.of("ETag is missing", exchange("GET", "/things/a", 200, JSON, THING)),
                Arguments.of("header ETag", exchange("GET", "/things/a", 200, JSON, THING, "ETag", "1")),
                Arguments.of(
                        "Link is not described",
                        exchange("GET", "/things/a", 200, JSON, THING, "ETag", tag, "Link", "<b>")),
                Arguments.of("media type", exchange("GET", "/things/a", 200, "text/plain", THING, "ETag", tag)),
                Arguments.of("media type", exchange("GET", "/things/a", 200, "", THING, "ETag", tag)),
                Arguments.of("not JSON", exchange("GET", "/things/a", 200, JSON, "{", "ETag", tag)),
                Arguments.of("'id'", exchange("GET", "/things/a", 200, JSON, THING.replace("id", "it"), "ETag", tag)),
                Arguments.of(
                        "date-time",
                        exchange("GET", "/things/a", 200, JSON, THING.replace("T00:", "-00:"), "ETag", tag)),
                Arguments.of(
                        "'it'", exchange("GET", "/things/a", 200, JSON, THING.replace("{", "{\"it\":1,"), "ETag", tag)),
                Arguments.of("a body where none", exchange("GET", "/things/a", 304, "", THING, "ETag", tag)),
                Arguments.of("status is 400", exchange("GET", "/things/a", 404, PROBLEM, "{\"status\":400}")),
                Arguments.of("'status'", exchange("GET", "/things/a", 404, PROBLEM, "{}")),
                Arguments.of(
                        "speaks of the inside",
                        exchange(
                                "GET",
                                "/things/a",
                                404,
                                PROBLEM,
                                "{\"status\":404,\"detail\":\"java.io.IOException\"}")),
                Arguments.of(
                        "Allow is", exchange("GET", "/things/all", 405, PROBLEM, "{\"status\":405}", "Allow", "PUT")),
                Arguments.of("Allow is", exchange("OPTIONS", "/things/a", 204, "", "")),
                Arguments.of("none of", exchange("PUT", "/things/a", 200, JSON, THING)),
                Arguments.of("none of", exchange("GET", "/else", 200, PROBLEM, "{\"status\":200}")),
                Arguments.of("X-Request-Id is missing", new Exchange("POST", "/things/all", 204, Map.of(), "")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("planted")
    void findsAPlantedFault(String fault, Exchange exchange) {
        assertThat(conformance.faults(exchange)).anyMatch(found -> found.contains(fault));
        assertThatThrownBy(() -> conformance.check(exchange)).isInstanceOf(AssertionError.class);
    }

    @Test
    void textsInAPathWinOverParameters() {
        ApiDocument document = new ApiDocument(JsonMapper.shared().readTree(DOCUMENT));
        assertThat(document.template("/things/all")).contains("/things/all");
        assertThat(document.template("/things/any")).contains("/things/{id}");
        assertThat(document.template("/things/")).isEmpty();
    }

    private static Exchange exchange(
            String method, String target, int status, String mediaType, String body, String... headers) {
        Map<String, List<String>> all = new HashMap<>(Map.of("X-Request-Id", List.of("1")));
        if (!mediaType.isEmpty()) {
            all.put("Content-Type", List.of(mediaType));
        }
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], List.of(headers[i + 1]));
        }
        return new Exchange(method, target, status, all, body);
    }
}
