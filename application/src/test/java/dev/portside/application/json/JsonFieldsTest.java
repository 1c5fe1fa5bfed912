package dev.portside.application.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portside.domain.shared.Invalid;
import dev.portside.domain.shared.Texts;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFieldsTest {
    private record Line(String name, BigDecimal price) {
        Line {
            if (name.equals("forbidden")) {
                throw new Invalid("is a line that may not be");
            }
        }
    }

    private record Basket(String id, Line first, List<Line> lines) {}

    @Test
    void readsNestedObjectsAndArraysWithTheDigitsThatWereSent() {
        Basket basket = basket("""
                {"id":"a","first":{"name":"b","price":1.50},"lines":[{"name":"c","price":2},{"name":"d","price":1e2}]}
                """);
        assertThat(basket)
                .isEqualTo(new Basket(
                        "a",
                        new Line("b", new BigDecimal("1.50")),
                        List.of(new Line("c", new BigDecimal("2")), new Line("d", new BigDecimal("1E+2")))));
    }

    @Test
    void reportsAllFaultsOfAllLevelsAtOnceByTheirPointers() {
        assertThat(faults("""
                {"first":{"name":1},"lines":[{"name":"c","price":2},[],{"name":"forbidden","price":0},{"price":"x"}]}
                """))
                .containsExactly(
                        new FieldFault("/id", "is missing"),
                        new FieldFault("/first/name", "must be text"),
                        new FieldFault("/first/price", "is missing"),
                        new FieldFault("/lines/1", "must be an object"),
                        new FieldFault("/lines/2", "is a line that may not be"),
                        new FieldFault("/lines/3/name", "is missing"),
                        new FieldFault("/lines/3/price", "must be a number"));
    }

    @Test
    void refusesWhatIsNoObjectOrNoArrayAndArraysOutOfBounds() {
        assertThat(faults("{\"id\":\"a\",\"first\":[],\"lines\":{}}"))
                .containsExactly(
                        new FieldFault("/first", "must be an object"), new FieldFault("/lines", "must be an array"));
        assertThat(faults("{\"id\":\"a\",\"first\":null,\"lines\":[]}"))
                .containsExactly(
                        new FieldFault("/first", "must be an object"),
                        new FieldFault("/lines", "must have 1 to 4 elements"));
        assertThat(faults("{\"id\":\"a\",\"lines\":[1,2,3,4,5]}"))
                .containsExactly(
                        new FieldFault("/first", "is missing"), new FieldFault("/lines", "must have 1 to 4 elements"));
    }

    @Test
    void escapesNamesInPointers() {
        JsonFields in = fields("{\"a/b~c\":{}}");
        in.object("a/b~c", inner -> {
            Supplier<String> text = inner.text("d", Function.identity());
            return inner.build(text);
        });
        assertThat(catchThrowableOfType(BadJson.class, () -> in.build(() -> 1)).faults())
                .containsExactly(new FieldFault("/a~1b~0c/d", "is missing"));
    }

    @Test
    void keepsTheFirstHundredFaults() {
        List<FieldFault> faults = faults(
                "{\"id\":\"a\",\"first\":{\"name\":\"b\",\"price\":1,\"x\":[" + "\"\\u0000\",".repeat(150) + "0]}}");
        assertThat(faults).hasSize(BadJson.FAULTS_MAX);
    }

    @Test
    void reportsATextThatCannotBeStoredOnceAndWithTheOtherFaults() {
        JsonFields in = fields("{\"id\":\"a\\u0000\",\"unread\":[\"\\ud800\"]}");
        in.text("id", text -> Texts.bounded(text, 1, 10));
        in.text("name", Function.identity());
        assertThat(catchThrowableOfType(BadJson.class, () -> in.build(() -> 1)).faults())
                .containsExactly(
                        new FieldFault("/id", "must not contain the character U+0000"),
                        new FieldFault("/unread/0", "must not contain half of a surrogate pair"),
                        new FieldFault("/name", "is missing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e1001", "1e-1001", "1e999999999", "-1e-999999999", "1e99999999999", "1e-99999999999"})
    void refusesNumbersThatWouldBeEndlessWhenWrittenOut(String number) {
        assertThatThrownBy(() -> {
                    JsonFields in = fields("{\"price\":" + number + "}");
                    in.build(in.decimal("price", Function.identity()));
                })
                .isInstanceOf(BadJson.class);
    }

    @Test
    void turnsARuleOfTheWholeIntoAFault() {
        JsonFields in = fields("{}");
        assertThatThrownBy(() -> in.build(() -> new Line("forbidden", BigDecimal.ONE)))
                .isInstanceOfSatisfying(
                        BadJson.class,
                        e -> assertThat(e.faults()).containsExactly(new FieldFault("", "is a line that may not be")));
    }

    @Test
    @Timeout(10)
    void readsADeepDocumentOfLongNamesInLinearTime() {
        String name = "n".repeat(Json.NAME_LENGTH_MAX);
        String deep = ("{\"" + name + "\":").repeat(Json.DEPTH_MAX - 1) + "[" + "0,".repeat(2_000_000) + "0]";
        assertThat(fields(deep + "}".repeat(Json.DEPTH_MAX - 1))).isNotNull();
        assertThatThrownBy(() -> fields("{\"" + name + "n\":0}"))
                .hasMessageContaining("must not name a member with more than 1000 characters");
    }

    private static List<FieldFault> faults(String json) {
        return catchThrowableOfType(BadJson.class, () -> basket(json)).faults();
    }

    private static Basket basket(String json) {
        JsonFields in = fields(json);
        Supplier<String> id = in.text("id", Function.identity());
        Supplier<Line> first = in.object("first", JsonFieldsTest::line);
        Supplier<List<Line>> lines = in.objects("lines", 1, 4, JsonFieldsTest::line);
        return in.build(() -> new Basket(id.get(), first.get(), lines.get()));
    }

    private static Line line(JsonFields in) {
        Supplier<String> name = in.text("name", Function.identity());
        Supplier<BigDecimal> price = in.decimal("price", Function.identity());
        return in.build(() -> new Line(name.get(), price.get()));
    }

    private static JsonFields fields(String json) {
        return Json.fields(json.getBytes(StandardCharsets.UTF_8));
    }
}
