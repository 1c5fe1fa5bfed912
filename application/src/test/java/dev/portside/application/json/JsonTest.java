package dev.portside.application.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.domain.shared.SeededRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "1",
                "\"a\"",
                "[]",
                "{",
                "}",
                "{}{}",
                "{} 1",
                "{}]",
                "{}x",
                "{\"a\":1,}",
                "{,}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1 \"b\":2}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":'b'}",
                "{\"a\":tru}",
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":1.}",
                "{\"a\":0x1}",
                "{\"a\":1e}",
                "{\"a\":--1}",
                "{/**/}",
                "//\n{}",
                "#\n{}",
                "{\"a\":\"\t\"}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u00g0\"}",
                "{\"a\":\"b}",
                "\ufeff{}",
                "{\"a\":[1,]}",
                "{\"a\":[1}",
                "{\"a\":{\"\\udc00\":1}}"
            })
    void refusesWhatIsNoJsonObject(String document) {
        assertRefused(document, "must be ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":1}",
                "{\"a\":1,\"\\u0061\":2}",
                "{\"x\":[{\"a\":1,\"b\":2,\"a\":3}]}",
                "{\"x\":{\"a\":{}},\"y\":{},\"x\":1}"
            })
    void refusesAMemberThatIsNamedTwice(String document) {
        assertRefused(document, "must not name a member twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{\"a\":}", "[0,]"})
    void readsValuesOfTheLargestDepthAndNoDeeper(String level) {
        assertThat(raw("{\"v\":" + nested(level, Json.DEPTH_MAX) + "}")).isEqualTo(nested(level, Json.DEPTH_MAX));
        assertRefused(
                "{\"v\":" + nested(level, Json.DEPTH_MAX + 1) + "}", "must not hold a value nested deeper than 64");
        assertRefused("{\"v\":" + "[".repeat(100_000), "must not hold a value nested deeper than 64");
    }

    @Test
    void readsNumbersOfTheLargestLengthAndNoLonger() {
        String longest = "9".repeat(Json.NUMBER_LENGTH_MAX);
        assertThat(raw("{\"v\":" + longest + "}")).isEqualTo(longest);
        assertRefused("{\"v\":" + longest + "9}", "must not hold a number longer than 1000 digits");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"v\":\"a\\u0000b\"}",
                "{\"v\":[{\"w\":\"\\u0000\"}]}",
                "{\"v\":{\"\\u0000\":1}}",
                "{\"\\u0000\":1}",
                "{\"v\":\"\\ud83d\"}",
                "{\"v\":\"\\ude00\\ud83d\"}",
                "{\"v\":[\"\\ud83dx\"]}"
            })
    void refusesTextsThatCannotBeStored(String document) {
        assertRefused(document, "must not contain ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"v\":\"a\0b\"}", "{\"a\0\":1}", "{\"v\":[\"\1\"]}"})
    void refusesControlCharactersAsTheyAre(String document) {
        assertRefused(document, "must be valid JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "c0af", "c080", "eda080", "f8888080", "f4908080", "e282", "80"})
    void refusesBytesThatAreNotUtf8(String hex) {
        byte[] broken = HexFormat.of().parseHex("7b2261223a22" + hex + "227d");
        assertThatThrownBy(() -> Json.fields(broken))
                .isInstanceOf(BadJson.class)
                .hasMessage("must be UTF-8");
    }

    @Test
    void tellsWhereADocumentBreaks() {
        assertRefused("{\n  \"a\": 1,\n  \"b\": tru\n}", "must be valid JSON (line 3, column ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "1.500",
                "1e2",
                "1E+02",
                "0.10e-7",
                "-1.0",
                "12345678901234567890.10",
                "1e400",
                "true",
                "null",
                "\"\"",
                "\"\\u00e9\\/\"",
                "\"\\ud83d\\ude00😀\"",
                "[ 1.0 , 2 ]",
                "{ \"b\" : 1.10,\n\"a\":[ ] }",
                "[]"
            })
    void keepsAValueAsItWasWritten(String value) {
        assertThat(raw("{\"v\":" + value + "}")).isEqualTo(value);
        assertThat(raw("{ \"a\" : 1, \"v\" : " + value + " , \"z\" : 2 }")).isEqualTo(value);
        assertThat(raw("{\"v\"\n:\t" + value + "\r\n}")).isEqualTo(value);
    }

    /** Values end anywhere in the parser's buffers. */
    @Test
    void keepsRandomValuesAsTheyWereWritten() {
        RandomGenerator random = SeededRandom.of("JsonTest");
        for (int round = 0; round < 300; round++) {
            Map<String, String> members = new LinkedHashMap<>();
            for (int i = random.nextInt(1, 8); i > 0; i--) {
                members.put("m" + i, value(random, 6));
            }
            String document = members.entrySet().stream()
                    .map(member -> blank(random)
                            + '"'
                            + member.getKey()
                            + '"'
                            + blank(random)
                            + ':'
                            + blank(random)
                            + member.getValue()
                            + blank(random))
                    .collect(Collectors.joining(",", "{", "}"));
            JsonFields in = Json.fields(document.getBytes(UTF_8));
            members.forEach((name, value) ->
                    assertThat(in.raw(name, Function.identity()).get()).isEqualTo(value));
        }
    }

    private static String value(RandomGenerator random, int depthMax) {
        return switch (random.nextInt(depthMax == 0 ? 4 : 6)) {
            case 0 -> List.of("true", "false", "null").get(random.nextInt(3));
            case 1 ->
                Long.toString(random.nextLong())
                        + List.of("", ".50", "e7", "E-10").get(random.nextInt(4));
            case 2 -> '"' + "é😀\\n\\u0041x".repeat(random.nextInt(3)) + '"';
            case 3 -> '"' + "x".repeat(random.nextInt(9_000)) + '"';
            case 4 ->
                IntStream.range(0, random.nextInt(5))
                        .mapToObj(_ -> blank(random) + value(random, depthMax - 1))
                        .collect(Collectors.joining(",", "[", "]"));
            default ->
                IntStream.range(0, random.nextInt(5))
                        .mapToObj(i -> "\"" + i + "\":" + blank(random) + value(random, depthMax - 1))
                        .collect(Collectors.joining(",", "{", "}"));
        };
    }

    private static String blank(RandomGenerator random) {
        return List.of("", "", " ", "\n\t", " \r\n  ").get(random.nextInt(5));
    }

    private static String nested(String level, int depth) {
        String open = level.substring(0, level.length() - 1);
        String close = level.substring(level.length() - 1);
        return open.repeat(depth) + "0" + close.repeat(depth);
    }

    private static String raw(String document) {
        JsonFields in = Json.fields(document.getBytes(UTF_8));
        return in.build(in.raw("v", Function.identity()));
    }

    private static void assertRefused(String document, String message) {
        assertThatThrownBy(() -> Json.fields(document.getBytes(UTF_8)).build(() -> 1))
                .isInstanceOf(BadJson.class)
                .hasMessageContaining(message);
    }
}
